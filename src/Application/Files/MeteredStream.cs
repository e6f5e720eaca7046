using System.Security.Cryptography;

namespace MySaas.Application.Files;

/// <summary>Counts and hashes what is read through it, and stops it at a limit: by the bytes that come, not by what was said of them.</summary>
/// <param name="source">Where the bytes come from; not closed here.</param>
/// <param name="maxBytes">One byte more is refused.</param>
/// <param name="flowed">Told the count after each piece, before anybody gets it.</param>
public sealed class MeteredStream(Stream source, long maxBytes, Func<long, CancellationToken, ValueTask> flowed) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    /// <summary>Of all that was read, in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        Count += read;
        if (Count > maxBytes)
            throw FileRefusals.TooLarge(maxBytes).AsException();
        _hash.AppendData(buffer.Span[..read]);
        await flowed(Count, cancellationToken);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
