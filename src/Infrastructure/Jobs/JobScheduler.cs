using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySaas.Infrastructure.Persistence;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Runs Quartz as long as the process runs. It begins once the database is migrated, since Quartz's tables come with the
/// migrations, and tries until it has begun, so that a node may start before its database.
/// </summary>
internal sealed partial class JobScheduler(
    ISchedulerFactory factory, JobPlan plan, DatabaseState database, DatabaseOptions options, ILogger<JobScheduler> logger) : BackgroundService
{
    /// <summary>Nodes that share a server and are started together do not all plan in the same moment.</summary>
    private static readonly TimeSpan MaxJitter = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long running jobs may take to end at a shutdown, which has 30 s for everything.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _jobsMustEnd = new();
    private IScheduler? _scheduler;

    /// <summary>Fires when a shutdown waits no longer for running jobs.</summary>
    public CancellationToken JobsMustEnd => _jobsMustEnd.Token;

    public bool IsRunning => _scheduler?.Status is SchedulerStatus.Running;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_scheduler is null)
            return;

        var shutdown = _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken).AsTask();
        try
        {
            await shutdown.WaitAsync(Patience, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _jobsMustEnd.Cancel();
            await shutdown;
        }
        catch (ObjectDisposedException)
        {
            // A host that is stopped and disposed of at once: Quartz asks the container for something for the first time when it is gone.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Provider is not DatabaseProvider.Sqlite)
            await Task.Delay(MaxJitter * Random.Shared.NextDouble(), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested && !await TryStartAsync(stoppingToken))
            await Task.Delay(RetryDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryStartAsync(CancellationToken ct)
    {
        try
        {
            if (!await database.IsMigratedAsync(ct))
                return false;
            _scheduler = await factory.GetScheduler(ct);
            await plan.ApplyAsync(_scheduler, ct);
            await _scheduler.Start(ct);
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)                // the database is away, or another node plans at the same time
        {
            LogNotStarted(logger, failure.GetType().Name, DatabaseFaults.IsUnavailable(failure) ? null : failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The scheduler could not be started ({Error}); trying again")]
    private static partial void LogNotStarted(ILogger logger, string error, Exception? failure);
}

internal sealed class SchedulerHealthCheck(JobScheduler scheduler) : IHealthCheck
{
    // Whether the database answers is another check's business.
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(scheduler.IsRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The scheduler does not run."));
}
