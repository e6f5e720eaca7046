using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Draws a small picture of an image. Of one that cannot be read, or is too large to be decoded, there is none.</summary>
[StoredAs("files.draw_thumbnail.v1")]
public sealed record DrawThumbnail(Guid OrganizationId, Guid FileId) : IProcessingStep
{
    public static string Name => "thumbnail";
}

public sealed class DrawThumbnailHandler(Processing processing, IThumbnails thumbnails, FileBytes bytes)
    : IMessageHandler<DrawThumbnail>
{
    public Task HandleAsync(DrawThumbnail message, MessageContext context, CancellationToken ct) => processing.RunAsync(
        message, context,
        async file =>
        {
            await using var image = await bytes.OpenAsync(file, ct);
            if (await thumbnails.DrawAsync(image, file.Size, ct) is not { } drawn)
                return;

            await bytes.WriteAsync(file, FilePart.Thumbnail, new MemoryStream(drawn), ct);
            file.AddThumbnail(drawn.Length);
        },
        ct);
}

/// <summary>Draws small pictures of images.</summary>
public interface IThumbnails
{
    /// <summary>The media type of what is drawn.</summary>
    const string ContentType = "image/webp";

    /// <param name="image">Read once.</param>
    /// <param name="size">How many bytes there are.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Null when it is no image, or would take more memory than it is worth.</returns>
    Task<byte[]?> DrawAsync(Stream image, long size, CancellationToken ct);
}
