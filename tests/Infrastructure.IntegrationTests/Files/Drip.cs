using MySaas.Application.Files;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>Comes in pieces of odd sizes, as a network does, and may break off at the end.</summary>
internal sealed class Drip(byte[] bytes) : ForwardStream
{
    private int _at;

    public bool Breaks { get; init; }

    /// <summary>What happens when so many have been read.</summary>
    public (int Count, Action Happens)? At { get; init; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (_at >= At?.Count)
            At.Value.Happens();
        cancellationToken.ThrowIfCancellationRequested();
        if (_at == bytes.Length && Breaks)
            throw new IOException("The network is down.");
        var piece = Math.Min(Math.Min(buffer.Length, 33_333), bytes.Length - _at);
        bytes.AsMemory(_at, piece).CopyTo(buffer);
        _at += piece;
        return piece;
    }
}
