using System.Text;
using MySaas.Infrastructure.Files.Images;
using SkiaSharp;

namespace MySaas.Infrastructure.IntegrationTests.Files.Images;

/// <summary>What is told beside the picture goes; the picture stays to the last pixel.</summary>
internal sealed class ImageCleanerTests
{
    private static readonly byte[] Jpeg = Pictures.Draw(SKEncodedImageFormat.Jpeg);
    private static readonly byte[] Png = Pictures.Draw(SKEncodedImageFormat.Png);

    private static IEnumerable<TestCaseData> Told()
    {
        yield return new TestCaseData("image/jpeg", Pictures.WithSegment(Jpeg, 0xE1, Pictures.Exif(1)), Jpeg).SetArgDisplayNames("JPEG with Exif");
        yield return new TestCaseData("image/jpeg", Pictures.WithSegment(Jpeg, 0xFE, "GPS 52"u8.ToArray()), Jpeg).SetArgDisplayNames("JPEG with a comment");
        yield return new TestCaseData("image/jpeg", Pictures.WithSegment(Jpeg, 0xED, "Photoshop 3.0 GPS 52"u8.ToArray()), Jpeg).SetArgDisplayNames("JPEG with IPTC");
        yield return new TestCaseData("image/jpeg", Pictures.WithSegment(Jpeg, 0xE1, "http://ns.adobe.com/xap/1.0/\0GPS 52"u8.ToArray()), Jpeg).SetArgDisplayNames("JPEG with XMP");
        yield return new TestCaseData("image/jpeg", (byte[])[.. Jpeg, .. "a whole film, GPS 52"u8], Jpeg).SetArgDisplayNames("JPEG with something behind it");
        yield return new TestCaseData("image/png", Pictures.WithChunk(Png, "tEXt", "Comment\0GPS 52"u8.ToArray()), Png).SetArgDisplayNames("PNG with a text");
        yield return new TestCaseData("image/png", Pictures.WithChunk(Png, "eXIf", Pictures.Exif(1)[6..]), Png).SetArgDisplayNames("PNG with Exif");
        yield return new TestCaseData("image/png", Pictures.WithChunk(Png, "caBX", new byte[200_000]), Png).SetArgDisplayNames("PNG with what nobody knows");
        yield return new TestCaseData("image/png", (byte[])[.. Png, .. new byte[300_000]], Png).SetArgDisplayNames("PNG with something behind it");
    }

    [TestCaseSource(nameof(Told))]
    public async Task What_is_told_beside_the_picture_is_cut_out(string type, byte[] image, byte[] picture)
    {
        var cleaned = await CleanAsync(image, type);

        Assert.That(cleaned, Is.EqualTo(picture));
    }

    [Test]
    public async Task The_orientation_stays_without_the_rest()
    {
        var image = Pictures.WithSegment(Jpeg, 0xE1, Pictures.Exif(6));

        var cleaned = await CleanAsync(image, "image/jpeg");

        using var codec = SKCodec.Create(new MemoryStream(cleaned!));
        Assert.That(codec.EncodedOrigin, Is.EqualTo(SKEncodedOrigin.RightTop));
        Assert.That(Encoding.Latin1.GetString(cleaned!), Does.Not.Contain("GPS"));
        Assert.That(Pictures.Pixels(cleaned!), Is.EqualTo(Pictures.Pixels(image)));
    }

    [Test]
    public async Task What_was_cleaned_is_clean()
    {
        var cleaned = await CleanAsync(Pictures.WithSegment(Jpeg, 0xE1, Pictures.Exif(6)), "image/jpeg");

        Assert.That(await CleanAsync(cleaned!, "image/jpeg"), Is.Null);
    }

    [Test]
    public async Task A_colour_profile_is_of_the_picture()
    {
        var image = Pictures.WithSegment(Jpeg, 0xE2, "ICC_PROFILE\0\u0001\u0001"u8.ToArray());

        Assert.That(await CleanAsync(image, "image/jpeg"), Is.Null);
    }

    [TestCase("image/jpeg")]
    [TestCase("image/png")]
    public async Task An_image_that_tells_nothing_stays_as_it_is(string type) =>
        Assert.That(await CleanAsync(type == "image/png" ? Png : Jpeg, type), Is.Null);

    [TestCase("image/jpeg", 100)]
    [TestCase("image/jpeg", 3)]
    [TestCase("image/png", 100)]
    [TestCase("image/png", 10)]
    public async Task What_no_one_can_read_stays_as_it_is(string type, int length)
    {
        var image = type == "image/png" ? Pictures.WithChunk(Png, "tEXt", new byte[500]) : Pictures.WithSegment(Jpeg, 0xFE, new byte[500]);

        Assert.That(await CleanAsync(image[..length], type), Is.Null);
        Assert.That(await CleanAsync([.. image[..length], .. Noise(50_000)], type), Is.Null);
    }

    [Test]
    public async Task Noise_never_breaks_it([Range(1, 50)] int seed)
    {
        var image = Pictures.WithSegment(Jpeg, 0xE1, Pictures.Exif(6));
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
            image[random.Next(2, image.Length)] = (byte)random.Next(256);

        if (await CleanAsync(image, "image/jpeg") is { } cleaned)
            Assert.That(cleaned, Has.Length.LessThanOrEqualTo(image.Length));
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static async Task<byte[]?> CleanAsync(byte[] image, string type)
    {
        if (await new ImageCleaner().CleanAsync(() => Task.FromResult<Stream>(new MemoryStream(image)), type, default) is not { } stream)
            return null;
        await using (stream)
        {
            using var cleaned = new MemoryStream();
            await stream.CopyToAsync(cleaned);
            return cleaned.ToArray();
        }
    }
}
