using System.Buffers.Binary;

namespace MySaas.Infrastructure.Files.Images;

/// <summary>Which side of a picture is up: the one thing in Exif that the picture needs.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort Upright = 1, Last = 8;
    private const int HeaderBytes = 6, EntryBytes = 12, AtValue = 4 + HeaderBytes + 18;

    // A marker, its length, and a directory with one entry of one short number; the number is put into it.
    private static readonly byte[] Template = Convert.FromHexString("FFE100224578696600004D4D002A00000008000101120003000000010000000000000000");

    /// <summary>Null when it is upright, or there is nothing of it.</summary>
    public static ushort? Find(ReadOnlySpan<byte> exif)
    {
        if (!exif.StartsWith("Exif\0\0"u8))
            return null;
        var tiff = exif[HeaderBytes..];
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (!(isLittle || tiff.StartsWith("MM\0*"u8)) || tiff.Length < 8)
            return null;

        var directory = Number(tiff[4..], isLittle, 4);
        if (directory > tiff.Length - 2)
            return null;
        var entries = tiff[((int)directory + 2)..];
        for (var left = Number(tiff[(int)directory..], isLittle, 2); left > 0 && entries.Length >= EntryBytes; left--, entries = entries[EntryBytes..])
            if (Number(entries, isLittle, 2) == Tag)
                return Number(entries[8..], isLittle, 2) is > Upright and <= Last and var orientation ? (ushort)orientation : null;
        return null;
    }

    /// <summary>A segment that says nothing else.</summary>
    public static byte[] Segment(ushort orientation)
    {
        var segment = (byte[])Template.Clone();
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(AtValue), orientation);
        return segment;
    }

    /// <summary>Whether it is such a segment, so that an image is not cleaned of its own cleanliness.</summary>
    public static bool IsAlone(ReadOnlySpan<byte> exif) => Find(exif) is { } orientation && exif.SequenceEqual(Segment(orientation).AsSpan(4));

    private static long Number(ReadOnlySpan<byte> bytes, bool isLittle, int length) => (isLittle, length) switch
    {
        (true, 2) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (false, 2) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (true, _) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
