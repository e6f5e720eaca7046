namespace MySaas.Application.Common;

/// <summary>
/// Counts events per key in the database, so that all nodes share the count. It writes at once and outside the unit of
/// work: what it has counted survives the refusal of the use case.
/// </summary>
public interface IThrottle
{
    /// <summary>How long the key stays closed; null when it is open.</summary>
    Task<TimeSpan?> WaitAsync(ThrottleKey key, CancellationToken ct);

    /// <summary>Counts one event. Answers how long to wait when the key was already full without it, else null.</summary>
    Task<TimeSpan?> CountAsync(ThrottleKey key, CancellationToken ct);

    Task ClearAsync(ThrottleKey key, CancellationToken ct);

    /// <summary>Deletes counts whose window or closure ended before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteEndedAsync(DateTimeOffset before, int limit, CancellationToken ct);
}

/// <summary>What is counted: up to <paramref name="Limit"/> events, after which the key is closed for one window.</summary>
/// <param name="Kind">Keeps the counts of different purposes apart.</param>
/// <param name="Subject">An address of a mailbox or of a client; only its hash is stored.</param>
/// <param name="Limit">At least 1.</param>
/// <param name="Window">After this long without being full the count begins anew.</param>
public sealed record ThrottleKey(string Kind, string Subject, int Limit, TimeSpan Window);
