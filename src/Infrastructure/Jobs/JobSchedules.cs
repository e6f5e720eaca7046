using MySaas.Application.Jobs;
using MySaas.Infrastructure.Common;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

/// <summary>The catalogue's schedules under the settings' changes.</summary>
internal sealed class JobSchedules(JobsOptions options, TimeProvider clock) : IJobSchedules
{
    public JobSchedule Of(Job job)
    {
        var schedule = Effective(job);
        var next = schedule.Enabled ? new CronExpression(schedule.Cron, schedule.TimeZone).GetNextValidTimeAfter(clock.GetUtcNow()) : null;
        return new JobSchedule(schedule.Cron, schedule.TimeZone.Id, schedule.Enabled, next);
    }

    public (string Cron, TimeZoneInfo TimeZone, bool Enabled) Effective(Job job)
    {
        var own = options.Schedules.Where(schedule => NameOf(schedule.Key) == job.Name).Select(schedule => schedule.Value).FirstOrDefault();
        return (
            own?.Cron ?? job.Cron,
            own?.TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc,
            own?.Enabled ?? true);
    }

    internal static void Check(SettingsReader settings, JobsOptions options)
    {
        foreach (var (key, schedule) in options.Schedules)
        {
            var path = $"Jobs:Schedules:{key}";
            if (JobCatalog.Find(NameOf(key)) is null)
                settings.Fault(path, $"is no job; the jobs are {string.Join(", ", JobCatalog.All.Select(job => job.Name))}.");
            if (schedule.Cron is { } cron && !CronExpression.TryParse(cron, out _))
                settings.Fault($"{path}:Cron", "is not a cron expression of six or seven parts that begins with the seconds, such as 0 30 2 * * ?.");
            if (schedule.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
                settings.Fault($"{path}:TimeZone", "is not a time zone that this machine knows, such as Europe/Berlin.");
        }
    }

    // Shells take no dash in the name of a variable.
    private static string NameOf(string key) => key.Replace('_', '-').ToLowerInvariant();
}
