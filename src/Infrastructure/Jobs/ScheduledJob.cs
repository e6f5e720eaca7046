using MySaas.Application.Jobs;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

/// <summary>What Quartz starts, for all jobs: it finds the job of its name and lets the runner run it.</summary>
internal sealed class ScheduledJob(IJobRunner runner, JobScheduler scheduler) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // A node of another release may have planned a job that this one does not know.
        if (JobCatalog.Find(context.JobDetail.Key.Name) is not { } job)
            return;

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scheduler.JobsMustEnd);
        try
        {
            await runner.RunAsync(job, JobTrigger.Schedule, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The history has it.
        }
    }
}
