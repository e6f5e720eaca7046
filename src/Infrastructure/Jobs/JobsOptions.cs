using System.ComponentModel.DataAnnotations;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Section <c>Jobs</c>: how background work is taken up and retried.</summary>
public sealed class JobsOptions
{
    /// <summary>Messages that one node works on at a time, 1 to 200.</summary>
    [Range(1, 200)]
    public int Concurrency { get; init; } = 16;

    /// <summary>How often a worker looks for due work that nobody woke it for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A worker that has not been heard of for this long is taken for dead and its work given to another. It is heard of three
    /// times in each.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a handler may take before its lease is no longer renewed, and the attempt counts as failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The wait before the second attempt; each further one is four times as long. The defaults try for two and a half hours; a host
    /// that is down costs no attempts at all.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan RetryBaseDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan RetryMaxDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Attempts until a message goes to the dead letters.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 8;

    /// <summary>
    /// The age at which a message that waits for a host that is down goes to the dead letters. RFC 5321, 4.5.4.1 gives a mail
    /// at least four days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(4);

    /// <summary>How long messages that are done are kept: an hour to a year. Dead ones stay until somebody deals with them.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan DoneMessageRetention { get; init; } = TimeSpan.FromDays(14);

    /// <summary>What differs from the catalogue of jobs, by the job's name.</summary>
    public IReadOnlyDictionary<string, JobScheduleOptions> Schedules { get; init; } = new Dictionary<string, JobScheduleOptions>();

    /// <summary>The wait after the given attempt: exponential, with up to a fifth of jitter so that a crowd spreads out.</summary>
    internal TimeSpan DelayAfter(int attempt)
    {
        var grown = RetryBaseDelay.TotalMilliseconds * Math.Pow(4, Math.Min(attempt - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(grown, RetryMaxDelay.TotalMilliseconds) * (0.8 + (0.2 * Random.Shared.NextDouble())));
    }
}

/// <summary>Section <c>Jobs:Schedules:NAME</c>; what is left out stays as in the catalogue.</summary>
public sealed class JobScheduleOptions
{
    /// <summary>Seconds, minutes, hours, day of month, month, day of week, as in <c>0 30 2 * * ?</c>.</summary>
    public string? Cron { get; init; }

    /// <summary>The zone that the cron expression is read in, as in <c>Europe/Berlin</c>; UTC by default.</summary>
    public string? TimeZone { get; init; }

    public bool Enabled { get; init; } = true;
}
