using System.Buffers.Binary;
using System.IO.Compression;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>A PNG of noise with a remark in it, which the product takes out.</summary>
internal static class Picture
{
    public static byte[] Draw(int side, Random random)
    {
        var pixels = new byte[side * (1 + (side * 3))];
        random.NextBytes(pixels);
        for (var row = 0; row < side; row++)
            pixels[row * (1 + (side * 3))] = 0;          // no filter
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(pixels);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 2);                 // bits of a colour, colours
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
            .. Chunk("IHDR"u8, header), .. Chunk("tEXt"u8, "Author\0nobody's business"u8), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [0, 0, 0, 0, .. name, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), Checksum(chunk.AsSpan(4..^4)));
        return chunk;
    }

    // CRC-32 as PNG has it (annex D).
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var one in bytes)
        {
            checksum ^= one;
            for (var bit = 0; bit < 8; bit++)
                checksum = (checksum & 1) == 1 ? (checksum >> 1) ^ 0xEDB88320 : checksum >> 1;
        }

        return ~checksum;
    }
}
