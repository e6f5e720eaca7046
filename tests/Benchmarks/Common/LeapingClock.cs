namespace MySaas.Benchmarks.Common;

/// <summary>A clock that begins now and goes only when it is looked at, and then as far as it is told.</summary>
internal sealed class LeapingClock(TimeSpan leap) : TimeProvider
{
    private long _now = System.GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _now, leap.Ticks), TimeSpan.Zero);
}
