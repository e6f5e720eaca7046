namespace MySaas.Application.Files;

/// <summary>Bytes that were read already, and then those that follow them.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> _head = head;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head.IsEmpty)
            return rest.ReadAsync(buffer, cancellationToken);
        var piece = _head[..Math.Min(_head.Length, buffer.Length)];
        piece.CopyTo(buffer);
        _head = _head[piece.Length..];
        return ValueTask.FromResult(piece.Length);
    }
}
