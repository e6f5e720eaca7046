using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>When jobs run on this installation, by the catalogue and the settings.</summary>
public interface IJobSchedules
{
    JobSchedule Of(Job job);
}

/// <param name="Cron">As in <see cref="Job.Cron"/>.</param>
/// <param name="TimeZone">The zone that the cron expression is read in.</param>
/// <param name="NextRunAt">Null when the job is off.</param>
public sealed record JobSchedule(string Cron, string TimeZone, bool Enabled, DateTimeOffset? NextRunAt);

/// <summary>Runs jobs and keeps their history.</summary>
public interface IJobRunner
{
    /// <summary>
    /// Runs the job to its end. A failure goes to the history and is not thrown: the run has taken place, and the next one is
    /// planned.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was cut short; that too is in the history.</exception>
    Task RunAsync(Job job, JobTrigger trigger, CancellationToken ct);
}

public interface IJobRunRepository
{
    /// <summary>Up to <paramref name="limit"/> runs, newest first.</summary>
    Task<IReadOnlyList<JobRunDto>> ListAsync(string name, int limit, CancellationToken ct);

    /// <summary>Deletes runs that began before then, but for the newest <paramref name="keep"/>; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteAsync(string name, DateTimeOffset before, int keep, int limit, CancellationToken ct);
}

/// <summary>The outbox, as operators see it.</summary>
public interface IMessageReads
{
    /// <summary>Up to <c>Limit + 1</c> messages, newest first.</summary>
    Task<IReadOnlyList<MessageDto>> ListAsync(MessageStatus? status, string? type, PageRequest page, CancellationToken ct);

    Task<MessageDetailsDto?> FindAsync(Guid id, CancellationToken ct);
}

/// <summary>What jobs and operators do to the outbox. Each call is complete when it returns, whatever its use case still does.</summary>
public interface IOutboxCare
{
    /// <summary>Wakes the workers and answers how many messages are due.</summary>
    Task<int> SweepAsync(CancellationToken ct);

    /// <summary>Deletes messages that have been done for longer than they are kept; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteDoneAsync(int limit, CancellationToken ct);

    /// <summary>Makes a dead message pending again; false when there is none with this id.</summary>
    Task<bool> ReviveAsync(Guid id, CancellationToken ct);

    /// <summary>Makes dead messages pending again, those of one type or all; their number.</summary>
    Task<int> ReviveAllAsync(string? type, CancellationToken ct);
}
