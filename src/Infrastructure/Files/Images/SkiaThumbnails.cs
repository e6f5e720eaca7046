using MySaas.Application.Files;
using SkiaSharp;

namespace MySaas.Infrastructure.Files.Images;

/// <summary>
/// Draws with Skia. An image is decoded at the smallest size that its format offers above the thumbnail's, and only if that takes no more
/// than <see cref="FilesOptions.MaxImagePixels"/>: its header says so before anything is decoded. One image at a time, for each may
/// take as much memory as that allows.
/// </summary>
internal sealed class SkiaThumbnails(FilesOptions options) : IThumbnails, IDisposable
{
    private const int LongestSide = 256;
    private const int Quality = 80;
    private const long MaxBytes = 32 * 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1);

    public async Task<byte[]?> DrawAsync(Stream image, long size, CancellationToken ct)
    {
        if (size is 0 or > MaxBytes)
            return null;
        await _turn.WaitAsync(ct);
        try
        {
            var bytes = new byte[size];
            await image.ReadExactlyAsync(bytes, ct);
            return Draw(bytes);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private byte[]? Draw(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            return null;

        var decoded = SizeToDecode(codec);
        if ((long)decoded.Width * decoded.Height > options.MaxImagePixels)
            return null;
        using var bitmap = new SKBitmap(new SKImageInfo(decoded.Width, decoded.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            return null;

        using var small = Upright(bitmap, codec.EncodedOrigin);
        using var encoded = small.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded.ToArray();
    }

    // JPEG is decoded in eighths of its size; other formats answer with the whole.
    private static SKSizeI SizeToDecode(SKCodec codec)
    {
        var eighths = MathF.Ceiling(8f * LongestSide / Math.Max(codec.Info.Width, codec.Info.Height));
        return eighths >= 8 ? codec.Info.Size : codec.GetScaledDimensions(eighths / 8);
    }

    /// <summary>Turns the picture as its orientation says (Exif 2.32, 4.6.4) while it is made small.</summary>
    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var isTurned = origin is >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(width, height));
        var small = new SKBitmap(new SKImageInfo(Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(small);
        using var image = SKImage.FromBitmap(bitmap);
        canvas.Scale((float)small.Width / width, (float)small.Height / height);
        canvas.Concat(Turn(origin, width, height));
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return small;
    }

    private static SKMatrix Turn(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
