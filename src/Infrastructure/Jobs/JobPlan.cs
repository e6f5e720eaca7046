using MySaas.Application.Jobs;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Brings what Quartz has stored to what the catalogue and the settings say. What is right already is left alone: a trigger that
/// is stored anew forgets the run that it owes.
/// </summary>
internal sealed class JobPlan(JobSchedules schedules)
{
    public async Task ApplyAsync(IScheduler scheduler, CancellationToken ct)
    {
        foreach (var job in JobCatalog.All)
        {
            var (cron, zone, enabled) = schedules.Effective(job);
            var key = new JobKey(job.Name);
            if (!enabled)
                await scheduler.DeleteJob(key, ct);
            else if (!IsPlanned(job, cron, zone, await scheduler.GetJobDetail(key, ct), await scheduler.GetTrigger(TriggerOf(job), ct)))
                await scheduler.ScheduleJob(Detail(job), Trigger(job, cron, zone, scheduler.TimeProvider), ScheduleJobOptions.Replacing, ct);
        }

        await ForgetOthersAsync(scheduler, ct);
    }

    private static async Task ForgetOthersAsync(IScheduler scheduler, CancellationToken ct)
    {
        var stored = await scheduler.QueryJobs(new JobQuery(), ct);
        foreach (var job in stored.Items.Where(job => JobCatalog.Find(job.Key.Name) is null))
            await scheduler.DeleteJob(job.Key, ct);
    }

    private static bool IsPlanned(Job job, string cron, TimeZoneInfo zone, IJobDetail? detail, ITrigger? trigger) =>
        detail is not null && detail.JobType.Type == typeof(ScheduledJob) && detail.ConcurrentExecutionDisallowed != job.MayOverlap
        && trigger is ICronTrigger stored
        && stored.CronExpressionString == cron && stored.TimeZone.Id == zone.Id && stored.MisfireInstruction == MisfireOf(job);

    private static IJobDetail Detail(Job job) =>
        JobBuilder.Create<ScheduledJob>().WithIdentity(job.Name).DisallowConcurrentExecution(!job.MayOverlap).Build();

    private static ITrigger Trigger(Job job, string cron, TimeZoneInfo zone, TimeProvider clock) =>
        TriggerBuilder.Create(clock)
            .WithIdentity(TriggerOf(job))
            .WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(zone).WithMisfireInstruction(MisfireOf(job)))
            .Build();

    private static TriggerKey TriggerOf(Job job) => new(job.Name);

    private static CronTriggerMisfireInstruction MisfireOf(Job job) => job.OnMissedRun switch
    {
        OnMissedRun.RunOnce => CronTriggerMisfireInstruction.FireAndProceed,
        _ => CronTriggerMisfireInstruction.DoNothing,
    };
}
