using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>Everything the product does by the clock, with the last runs of each.</summary>
public sealed record ListJobs : IQuery<Page<JobDto>>, IRequire<PlatformAdmin>
{
    public const int ShownRuns = 20;
}

/// <param name="Schedule">A cron expression that begins with the seconds.</param>
/// <param name="TimeZone">The zone that the schedule is read in.</param>
/// <param name="NextRunAt">Null when the job is off.</param>
/// <param name="Runs">The last 20, newest first.</param>
public sealed record JobDto(
    string Name, string Schedule, string TimeZone, bool Enabled, DateTimeOffset? NextRunAt, IReadOnlyList<JobRunDto> Runs);

/// <param name="FinishedAt">Null while it runs, and for good when its node died.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Count">How many things it dealt with.</param>
public sealed record JobRunDto(
    DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Node, JobTrigger Trigger, JobOutcome Outcome, string? Error, int? Count);

public enum JobTrigger
{
    Schedule,
    Manual,
}

public enum JobOutcome
{
    Running,
    Succeeded,
    Failed,
}

public sealed class ListJobsHandler(IJobSchedules schedules, IJobRunRepository runs) : IRequestHandler<ListJobs, Page<JobDto>>
{
    public async Task<Page<JobDto>> Handle(ListJobs query, CancellationToken ct)
    {
        var jobs = new List<JobDto>();
        foreach (var job in JobCatalog.All)
        {
            var schedule = schedules.Of(job);
            jobs.Add(new JobDto(
                job.Name, schedule.Cron, schedule.TimeZone, schedule.Enabled, schedule.NextRunAt,
                await runs.ListAsync(job.Name, ListJobs.ShownRuns, ct)));
        }

        return new Page<JobDto>(jobs, NextCursor: null);
    }
}
