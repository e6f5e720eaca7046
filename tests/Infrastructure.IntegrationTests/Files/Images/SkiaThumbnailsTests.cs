using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using MySaas.Application.Files;
using MySaas.Infrastructure.Files.Images;
using SkiaSharp;

namespace MySaas.Infrastructure.IntegrationTests.Files.Images;

internal sealed class SkiaThumbnailsTests
{
    [TestCase(SKEncodedImageFormat.Jpeg, 4000, 2000, 256, 128)]
    [TestCase(SKEncodedImageFormat.Png, 400, 200, 256, 128)]
    [TestCase(SKEncodedImageFormat.Webp, 200, 400, 128, 256)]
    [TestCase(SKEncodedImageFormat.Png, 40, 20, 40, 20)]
    [TestCase(SKEncodedImageFormat.Png, 2000, 1, 256, 1)]
    public async Task It_is_small_and_shows_the_same(SKEncodedImageFormat format, int width, int height, int smallWidth, int smallHeight)
    {
        var drawn = await DrawAsync(Pictures.Draw(format, width, height));

        using var small = SKBitmap.Decode(drawn);
        Assert.That((small.Width, small.Height), Is.EqualTo((smallWidth, smallHeight)));
        if (smallHeight > 1)
            Assert.That((IsRed(small.GetPixel(smallWidth / 4, smallHeight / 2)), IsRed(small.GetPixel(smallWidth * 3 / 4, smallHeight / 2))), Is.EqualTo((true, false)));
    }

    // Red is on the left of the stored picture; the orientation says where that side belongs.
    [TestCase(1, 0.25f, 0.5f)]
    [TestCase(2, 0.75f, 0.5f)]
    [TestCase(3, 0.75f, 0.5f)]
    [TestCase(4, 0.25f, 0.5f)]
    [TestCase(5, 0.5f, 0.25f)]
    [TestCase(6, 0.5f, 0.25f)]
    [TestCase(7, 0.5f, 0.75f)]
    [TestCase(8, 0.5f, 0.75f)]
    public async Task It_stands_upright(int orientation, float x, float y)
    {
        var image = Pictures.WithSegment(Pictures.Draw(SKEncodedImageFormat.Jpeg), 0xE1, Pictures.Exif((ushort)orientation));

        var drawn = await DrawAsync(image);

        using var small = SKBitmap.Decode(drawn);
        Assert.That(small.Width > small.Height, Is.EqualTo(orientation < 5));
        Assert.That(IsRed(small.GetPixel((int)(x * small.Width), (int)(y * small.Height))), Is.True);
        Assert.That(IsRed(small.GetPixel((int)((1 - x) * small.Width), (int)((1 - y) * small.Height))), Is.EqualTo(false));
    }

    [TestCase(30_000, 30_000)]
    [TestCase(65_500, 65_500)]
    [TestCase(int.MaxValue, 1)]
    public async Task An_image_that_says_it_is_huge_is_not_decoded(int width, int height)
    {
        var before = Process.GetCurrentProcess().PeakWorkingSet64;

        Assert.That(await DrawAsync(Bomb(width, height)), Is.Null);

        Assert.That(Process.GetCurrentProcess().PeakWorkingSet64 - before, Is.LessThan(32 * 1024 * 1024));
    }

    [Test]
    public async Task What_is_no_image_has_none()
    {
        Assert.That(await DrawAsync([]), Is.Null);
        Assert.That(await DrawAsync(new byte[1000]), Is.Null);
        Assert.That(await DrawAsync(Pictures.Draw(SKEncodedImageFormat.Png)[..40]), Is.Null);
    }

    private static bool IsRed(SKColor color) => color.Red > 200 && color.Blue < 60;

    private static async Task<byte[]?> DrawAsync(byte[] image)
    {
        using var thumbnails = new SkiaThumbnails(new FilesOptions());
        return await thumbnails.DrawAsync(new MemoryStream(image), image.Length, default);
    }

    /// <summary>A PNG of a few bytes that unpacks to any size.</summary>
    private static byte[] Bomb(int width, int height)
    {
        var png = Pictures.Draw(SKEncodedImageFormat.Png, 1, 1);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        using var zeros = new MemoryStream();
        using (var packed = new ZLibStream(zeros, CompressionLevel.SmallestSize, leaveOpen: true))
            packed.Write(new byte[10_000_000]);
        var image = Pictures.WithChunk(Pictures.WithChunk([.. png[..33]], "IDAT", zeros.ToArray()), "IHDR", header);
        return [.. image[..8], .. image[33..]];
    }
}
