namespace MySaas.StripeSimulator.Protocol;

/// <summary>A call that came in, and what came of it.</summary>
/// <param name="Status">Null while it runs, hangs, or after its connection was reset.</param>
public sealed record LoggedRequest(
    long Number,
    DateTimeOffset At,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Parameters,
    string? IdempotencyKey,
    int? Status,
    bool IsReplayed,
    FaultKind? Fault);

/// <summary>The last calls to the API, for tests to look at.</summary>
public sealed class RequestLog
{
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LoggedRequest> _requests = [];
    private readonly Dictionary<long, LoggedRequest> _latest = [];

    /// <summary>Calls since the start or the last reset, also those that the log no longer keeps.</summary>
    public long Total { get; private set; }

    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests.Select(request => _latest[request.Number])];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _latest.Clear();
            Total = 0;
        }
    }

    internal long Begin(ApiRequest request, DateTimeOffset at)
    {
        var parameters = Protocol.Parameters.Parse(request.Query, request.Body).Flatten().ToDictionary();
        lock (_lock)
        {
            var logged = new LoggedRequest(++Total, at, request.Method, request.Path, parameters, request.IdempotencyKey, null, false, null);
            _requests.Enqueue(logged);
            _latest[logged.Number] = logged;
            if (_requests.Count > Kept)
                _latest.Remove(_requests.Dequeue().Number);
            return logged.Number;
        }
    }

    internal void Complete(long number, ApiResponse? answer, FaultKind? fault)
    {
        lock (_lock)
        {
            if (_latest.TryGetValue(number, out var logged))
                _latest[number] = logged with { Status = answer?.Status, IsReplayed = answer?.IsReplayed ?? false, Fault = fault };
        }
    }
}
