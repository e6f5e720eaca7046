namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>
/// How long messages of dead workers waited for another, by the log of claims. Only time counts in which a worker was up, from its
/// first claim to its death: while all are dead or starting, which takes seconds on a busy machine, nobody is there to take over.
/// </summary>
internal sealed class Takeovers
{
    private readonly IReadOnlyList<Claim> _claims;
    private readonly Dictionary<string, DateTimeOffset> _diedAt;
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _uptimes;

    public Takeovers(IReadOnlyList<Claim> claims, IReadOnlyList<Death> deaths)
    {
        _claims = claims;
        _diedAt = deaths.ToDictionary(death => death.Worker, death => death.At);
        _uptimes =
        [
            .. claims.GroupBy(claim => claim.Worker)
                .Select(own => (From: own.Min(claim => claim.At), To: _diedAt.GetValueOrDefault(own.Key, DateTimeOffset.MaxValue)))
                .OrderBy(uptime => uptime.From),
        ];
    }

    /// <summary>For each claim of a worker that died with it: from the death to the next claim of the message.</summary>
    public IReadOnlyList<TimeSpan> Waits =>
    [
        .. _claims.GroupBy(claim => claim.Position)
            .SelectMany(ofMessage => ofMessage.Zip(ofMessage.Skip(1)))
            .Where(pair => _diedAt.ContainsKey(pair.First.Worker))
            .Select(pair => UptimeBetween(_diedAt[pair.First.Worker], pair.Second.At)),
    ];

    /// <summary>How much of a stretch of time somebody was up in.</summary>
    public TimeSpan UptimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var (sum, counted) = (TimeSpan.Zero, from);
        foreach (var uptime in _uptimes)
        {
            var start = uptime.From > counted ? uptime.From : counted;
            var end = uptime.To < to ? uptime.To : to;
            if (end > start)
                (sum, counted) = (sum + (end - start), end);
        }

        return sum;
    }
}
