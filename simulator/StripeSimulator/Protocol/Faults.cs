namespace MySaas.StripeSimulator.Protocol;

/// <summary>How a call to the API can go wrong.</summary>
public enum FaultKind
{
    /// <summary>429 with <c>Retry-After</c>; never stored under an idempotency key.</summary>
    RateLimit,

    /// <summary>500, stored under the idempotency key and replayed for a day.</summary>
    ServerError,

    /// <summary>The connection is reset without an answer.</summary>
    Reset,

    /// <summary>No answer comes, for <see cref="Fault.Delay"/> or for ever.</summary>
    Hang,

    /// <summary>The right answer, late.</summary>
    Slow,
}

/// <summary>A fault that waits for calls.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>How many calls it hits; null for all until <see cref="Faults.Clear"/>.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Calls that match and pass before it begins to hit.</summary>
    public int After { get; init; }

    /// <summary>Only calls with this method.</summary>
    public string? Method { get; init; }

    /// <summary>Only calls whose path begins so, such as <c>/v1/subscriptions</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the call has its effect though the caller is not told. By default it has none.</summary>
    public bool TakesEffect { get; init; }

    /// <summary>How long a slow or hanging call takes; null hangs until the caller gives up.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Seconds in <c>Retry-After</c>.</summary>
    public int RetryAfter { get; init; } = 1;

    internal bool Matches(ApiRequest request) =>
        (Method is null || Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || request.Path.StartsWith(Path, StringComparison.Ordinal));
}

/// <summary>The faults in force, oldest first; the first that matches a call hits it.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    public void Add(Fault fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_lock)
            _faults.Clear();
    }

    internal Fault? Take(ApiRequest request)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(fault => fault.Matches(request));
            if (index < 0)
                return null;
            var fault = _faults[index];
            if (fault.After > 0)
            {
                _faults[index] = fault with { After = fault.After - 1 };
                return null;
            }

            if (fault.Times is <= 1)
                _faults.RemoveAt(index);
            else if (fault.Times is { } times)
                _faults[index] = fault with { Times = times - 1 };
            return fault;
        }
    }
}
