using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>So many bytes that nobody holds them: each block is made when it is sent, and is like no other.</summary>
internal sealed class LongBody : HttpContent
{
    private const int BlockBytes = 64 * 1024;

    private readonly long _length;

    /// <param name="length">A multiple of the block, which is 64 KiB.</param>
    public LongBody(long length)
    {
        _length = length;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    /// <summary>Of what was sent, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockBytes];
        new Random(1).NextBytes(block);
        for (var sent = 0L; sent < _length; sent += BlockBytes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(block, sent);
            hash.AppendData(block);
            await stream.WriteAsync(block);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
