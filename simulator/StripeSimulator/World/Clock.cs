namespace MySaas.StripeSimulator.World;

/// <summary>The simulator's time: real time and an offset that tests move forward. Whole seconds, as Stripe's.</summary>
public sealed class Clock(TimeProvider time)
{
    private DateTimeOffset? _replayed;

    public TimeSpan Offset { get; internal set; }

    public DateTimeOffset Now => _replayed ?? Whole(time.GetUtcNow() + Offset);

    /// <summary>Without the offset: what signatures, retries of webhooks and latency go by.</summary>
    public DateTimeOffset RealNow => time.GetUtcNow();

    public TimeProvider Time => time;

    /// <summary>Runs what fell due while nobody looked as if it were that moment.</summary>
    internal void At(DateTimeOffset moment, Action action)
    {
        var before = _replayed;
        _replayed = moment;
        try
        {
            action();
        }
        finally
        {
            _replayed = before;
        }
    }

    private static DateTimeOffset Whole(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());
}
