using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MySaas.Infrastructure.Files.Images;

/// <summary>
/// JPEG (ITU-T T.81, annex B): segments that begin with a marker, and scans up to the next one. Of the application segments those stay that
/// the picture needs: JFIF, the colour profile, Adobe's colour transform. Exif goes but for the orientation, without which the picture lies
/// on its side. What follows the end is no picture.
/// </summary>
internal sealed class JpegParser : IImageParser
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, Comment = 0xFE, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF;

    public async IAsyncEnumerable<ImagePiece> ParseAsync(ByteSource source, [EnumeratorCancellation] CancellationToken ct)
    {
        if ((await source.NeedAsync(2, ct)).Span is not [0xFF, StartOfImage])
            throw new InvalidDataException("This is no JPEG.");
        yield return new ImagePiece(source.Seen[..2]);
        source.Take(2);

        for (byte marker = 0; marker != EndOfImage;)
        {
            marker = await NextMarkerAsync(source, ct);
            if (IsAlone(marker))
            {
                yield return new ImagePiece(source.Seen[..2]);
                source.Take(2);
                continue;
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian((await source.NeedAsync(4, ct)).Span[2..]);
            var segment = await source.NeedAsync(length, ct);
            var isKept = IsPicture(marker, segment.Span[4..]);
            yield return new ImagePiece(segment, isKept);
            if (!isKept && marker == App1 && ExifOrientation.Find(segment.Span[4..]) is { } orientation)
                yield return new ImagePiece(ExifOrientation.Segment(orientation));
            source.Take(length);

            if (marker == StartOfScan)
                while (await source.SeeAsync(2, ct) && LengthOfScan(source.Seen.Span) is > 0 and var scan)
                {
                    yield return new ImagePiece(source.Seen[..scan]);
                    source.Take(scan);
                }
        }

        while (await source.SeeAsync(1, ct))
        {
            yield return new ImagePiece(source.Seen, IsKept: false);
            source.Take(source.Seen.Length);
        }
    }

    /// <summary>Any number of FF may stand before a marker; they say nothing.</summary>
    private static async ValueTask<byte> NextMarkerAsync(ByteSource source, CancellationToken ct)
    {
        while (true)
        {
            var seen = await source.NeedAsync(2, ct);
            if (seen.Span[0] != 0xFF || seen.Span[1] == 0)
                throw new InvalidDataException("A segment of the JPEG begins with no marker.");
            if (seen.Span[1] != 0xFF)
                return seen.Span[1];
            source.Take(1);
        }
    }

    // Markers without a length: of a restart, and of the end.
    private static bool IsAlone(byte marker) => marker is EndOfImage or (>= 0xD0 and <= 0xD7) or 0x01;

    private static bool IsPicture(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        Comment => false,
        App0 => content.StartsWith("JFIF\0"u8),
        App1 => ExifOrientation.IsAlone(content),
        App2 => content.StartsWith("ICC_PROFILE\0"u8),
        App14 => content.StartsWith("Adobe"u8),
        > App0 and <= App15 => false,
        _ => true,
    };

    /// <summary>Up to the next marker that ends the scan; all but the last byte when there is none in sight, which may be half of one.</summary>
    private static int LengthOfScan(ReadOnlySpan<byte> seen)
    {
        for (var at = 0; at < seen.Length - 1; at++)
        {
            if (seen[at..^1].IndexOf((byte)0xFF) is not (>= 0 and var next))
                break;
            at += next;
            if (seen[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7) or 0xFF))
                return at;
        }

        return seen.Length - 1;
    }
}
