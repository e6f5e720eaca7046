namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>
/// Real time plus the days that a test has skipped. It keeps running, unlike a fake clock that stands still, because the
/// outbox worker, its leases and the order of version 7 ids need time to pass. Timers are the system's.
/// </summary>
public sealed class TravellingClock : TimeProvider
{
    private long _skipped;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    public void Travel(TimeSpan distance) => Interlocked.Add(ref _skipped, distance.Ticks);
}
