using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace MySaas.Infrastructure.Files.Images;

/// <summary>
/// PNG (W3C, third edition): a signature and chunks. Those stay without which there is no picture, and those that say how it is shown;
/// texts, times, Exif and what nobody knows go.
/// </summary>
internal sealed class PngParser : IImageParser
{
    private const int SignatureBytes = 8, HeaderBytes = 8, ChecksumBytes = 4;
    private const string End = "IEND";

    private static readonly HashSet<string> Shown =
    [
        "IHDR", "PLTE", "IDAT", End, "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT",
        "acTL", "fcTL", "fdAT",
    ];

    public async IAsyncEnumerable<ImagePiece> ParseAsync(ByteSource source, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new ImagePiece(await source.NeedAsync(SignatureBytes, ct));
        source.Take(SignatureBytes);

        for (var name = ""; name != End;)
        {
            var header = await source.NeedAsync(HeaderBytes, ct);
            name = Encoding.Latin1.GetString(header.Span[4..]);
            var isKept = Shown.Contains(name);
            for (var left = HeaderBytes + BinaryPrimitives.ReadUInt32BigEndian(header.Span) + (long)ChecksumBytes; left > 0;)
            {
                var seen = (int)Math.Min(left, Math.Max(1, source.Seen.Length));
                yield return new ImagePiece(await source.NeedAsync(seen, ct), isKept);
                source.Take(seen);
                left -= seen;
            }
        }

        while (await source.SeeAsync(1, ct))
        {
            yield return new ImagePiece(source.Seen, IsKept: false);
            source.Take(source.Seen.Length);
        }
    }
}
