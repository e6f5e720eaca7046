using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>
/// A body whose sender may not rest on what it has sent already. Kestrel's own minimum is an average over the whole body: who has sent
/// a lot may be silent for hours.
/// </summary>
/// <param name="body">Where the bytes come from.</param>
/// <param name="patience">How long may be waited for the next 64 KiB; what is done with them meanwhile does not count.</param>
/// <param name="late">Cancelled when it took longer.</param>
/// <param name="clock">Tells how long it took.</param>
internal sealed class PacedStream(Stream body, TimeSpan patience, CancellationTokenSource late, TimeProvider clock) : ForwardStream
{
    private const int PieceBytes = 64 * 1024;

    private TimeSpan _waited;
    private int _came;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        late.CancelAfter(_waited < patience ? patience - _waited : TimeSpan.Zero);
        var read = await body.ReadAsync(buffer, cancellationToken);
        late.CancelAfter(Timeout.InfiniteTimeSpan);

        (_came, _waited) = (_came + read, _waited + clock.GetElapsedTime(started));
        if (_came >= PieceBytes)
            (_came, _waited) = (0, TimeSpan.Zero);
        return read;
    }
}
