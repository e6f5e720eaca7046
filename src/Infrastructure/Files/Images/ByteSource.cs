namespace MySaas.Infrastructure.Files.Images;

/// <summary>A stream that is looked at before it is taken.</summary>
internal sealed class ByteSource(Stream stream) : IAsyncDisposable
{
    /// <summary>As much as can be looked at: more than the longest segment of a JPEG.</summary>
    public const int MaxBytes = 128 * 1024;

    private readonly byte[] _buffer = new byte[MaxBytes];
    private int _start;
    private int _end;

    /// <summary>What has been read and not been taken. It is good until the next call.</summary>
    public ReadOnlyMemory<byte> Seen => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Looks until this many bytes are seen; false when there are no more.</summary>
    public async ValueTask<bool> SeeAsync(int count, CancellationToken ct)
    {
        if (_end - _start >= count)
            return true;
        Seen.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    /// <summary>Looks at this many bytes.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NeedAsync(int count, CancellationToken ct) =>
        await SeeAsync(count, ct) ? Seen[..count] : throw new InvalidDataException("The image breaks off.");

    public void Take(int count) => _start += count;

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
