using System.Threading.Channels;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Wakes this process's worker right after a commit. Losing a call loses nothing but time: the sweep follows.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Notify() => _calls.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken ct) => _calls.Reader.ReadAsync(ct);
}
