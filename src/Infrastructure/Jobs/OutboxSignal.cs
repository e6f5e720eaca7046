using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Wakes workers right after a commit. Losing a call loses nothing but time: the sweep follows.</summary>
internal sealed class OutboxSignal : ICommitObserver
{
    private readonly Channel<bool> _calls = OneCall();
    private readonly Channel<bool> _commits = OneCall();

    Action? ICommitObserver.BeforeCommit(ChangeTracker changes) =>
        changes.Entries<OutboxMessage>().Any(entry => entry.State is EntityState.Added) ? Notify : null;

    /// <summary>There are new messages of this process: its worker is woken, and other nodes are told where the engine can.</summary>
    public void Notify()
    {
        Wake();
        _commits.Writer.TryWrite(true);
    }

    /// <summary>Wakes the worker of this process alone.</summary>
    public void Wake() => _calls.Writer.TryWrite(true);

    /// <summary>True at a call, made before or during the wait; false when the time is over.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            return await _calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Returns once this process has committed messages since the last call.</summary>
    public ValueTask<bool> WaitForCommitAsync(CancellationToken ct) => _commits.Reader.ReadAsync(ct);

    private static Channel<bool> OneCall() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
