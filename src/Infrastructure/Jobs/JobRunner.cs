using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>The one way in which a job runs, by the clock or by hand: its steps as use cases, with a row in the history around them.</summary>
internal sealed partial class JobRunner(
    IServiceScopeFactory scopes, JobHistory history, TimeProvider clock, ILogger<JobRunner> logger) : IJobRunner
{
    public async Task RunAsync(Job job, JobTrigger trigger, CancellationToken ct)
    {
        var run = new JobRun(job.Name, trigger, NodeName.Value, clock.GetUtcNow());
        await history.BeginAsync(run, ct);

        var started = clock.GetTimestamp();
        var count = 0;
        string? error = null;
        try
        {
            foreach (var step in job.Steps)
                await WorkAsync(step, dealtWith => count += dealtWith, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            error = "The run was cut short, as by the shutdown of its node.";
            throw;
        }
        catch (Exception failure)                // whatever it is, the next run is planned; until then the history tells
        {
            error = $"{failure.GetType().Name}: {failure.Message}";
            LogFailed(logger, job.Name, failure.GetType().Name, DatabaseFaults.IsUnavailable(failure) ? null : failure);
        }
        finally
        {
            JobMetrics.Ran(job.Name, error is null, clock.GetElapsedTime(started));
            run.Finish(count, error is { Length: > JobRunConfiguration.MaxErrorLength } ? error[..JobRunConfiguration.MaxErrorLength] : error, clock.GetUtcNow());
            await FinishAsync(run);
        }
    }

    /// <summary>Sends the step, each time in a scope of its own, until it answers less than a full batch.</summary>
    private async Task WorkAsync(IJobStep step, Action<int> dealtWith, CancellationToken ct)
    {
        int count;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            count = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(step, ct);
            dealtWith(count);
        }
        while (step is IBatchStep batch && count >= batch.Limit);
    }

    // With the database away the row stays "running", as after a crash.
    private async Task FinishAsync(JobRun run)
    {
        try
        {
            await history.FinishAsync(run);
        }
        catch (Exception unsettled)
        {
            LogUnsettled(logger, run.Name, run.Id, unsettled.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Job} failed: {Error}")]
    private static partial void LogFailed(ILogger logger, string job, string error, Exception? failure);

    [LoggerMessage(LogLevel.Warning, "The end of run {RunId} of job {Job} could not be stored: {Error}")]
    private static partial void LogUnsettled(ILogger logger, string job, Guid runId, string error);
}
