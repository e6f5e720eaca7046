using System.Collections.Concurrent;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// The leases that this process works under: renewed for as long as the work may take, cancelled when one is lost or ends.
/// </summary>
internal sealed class LeaseKeeper(OutboxQueue queue, JobsOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<HeldLease, bool> _held = [];

    /// <summary>The process is about to end: what is still at work is given back.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Null without a lease, or when it is over already: the message comes back by itself.</summary>
    public HeldLease? Hold(OutboxMessage claimed)
    {
        var now = clock.GetUtcNow();
        if (claimed is not { LeaseId: not null, NextAttemptAt: { } until } || until <= now)
            return null;

        var lease = new HeldLease(claimed, now, until - now, clock, released => _held.TryRemove(released, out _));
        _held[lease] = true;
        return lease;
    }

    /// <summary>Extends what is at work; what another worker has meanwhile, or has had its time, is left to end.</summary>
    public async Task RenewAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var claim in _held.Keys.Where(lease => now - lease.StartedAt < options.HandlerTimeout).ToLookup(lease => lease.Claimed.LeaseId!.Value))
        {
            var (held, until) = await queue.RenewAsync(claim.Key, [.. claim.Select(lease => lease.Claimed.Position)], ct);
            foreach (var lease in claim)
            {
                if (held.Contains(lease.Claimed.Position))
                    lease.EndAt(until);
                else
                    lease.Cancel();
            }
        }
    }

    public void CancelAll()
    {
        IsStopping = true;
        foreach (var lease in _held.Keys)
            lease.Cancel();
    }
}

/// <summary>A message at work. Its token is cancelled when the lease ends, or is lost.</summary>
internal sealed class HeldLease : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly TimeProvider _clock;
    private readonly Action<HeldLease> _released;
    private readonly Lock _gate = new();
    private bool _isOver;

    public HeldLease(OutboxMessage claimed, DateTimeOffset startedAt, TimeSpan left, TimeProvider clock, Action<HeldLease> released)
    {
        (Claimed, StartedAt, _clock, _released) = (claimed, startedAt, clock, released);
        _end = new CancellationTokenSource(left, clock);
        Token = _end.Token;
    }

    public OutboxMessage Claimed { get; }

    public DateTimeOffset StartedAt { get; }

    public CancellationToken Token { get; }

    public void EndAt(DateTimeOffset until) => Unless(() => _end.CancelAfter(Max(until - _clock.GetUtcNow(), TimeSpan.Zero)));

    public void Cancel() => Unless(_end.Cancel);

    public void Dispose()
    {
        lock (_gate)
            _isOver = true;
        _released(this);
        _end.Dispose();
    }

    private void Unless(Action act)
    {
        lock (_gate)
        {
            if (!_isOver)
                act();
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
