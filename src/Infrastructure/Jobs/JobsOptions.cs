using System.ComponentModel.DataAnnotations;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Section <c>Jobs</c>: how background work is taken up and retried.</summary>
public sealed class JobsOptions
{
    /// <summary>How often a worker looks for due work that nobody woke it for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long without completing it a worker is taken for dead and its work given to another.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The wait before the second attempt; each further one is four times as long. The defaults try for two and a half hours, so
    /// that a mail server's bad hour costs no mail.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan RetryBaseDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan RetryMaxDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Attempts until a message goes to the dead letters.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 8;

    /// <summary>The wait after the given attempt: exponential, with up to a fifth of jitter so that a crowd spreads out.</summary>
    internal TimeSpan DelayAfter(int attempt)
    {
        var grown = RetryBaseDelay.TotalMilliseconds * Math.Pow(4, Math.Min(attempt - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(grown, RetryMaxDelay.TotalMilliseconds) * (0.8 + (0.2 * Random.Shared.NextDouble())));
    }
}
