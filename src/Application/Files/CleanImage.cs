using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Takes out of an image what it tells beside the picture: where it was taken, by which camera, by whom.</summary>
[StoredAs("files.clean_image.v1")]
public sealed record CleanImage(Guid OrganizationId, Guid FileId) : IProcessingStep
{
    public static string Name => "clean";
}

public sealed class CleanImageHandler(Processing processing, IImageCleaner cleaner, FileBytes bytes, IOutbox outbox, FilesOptions options)
    : IMessageHandler<CleanImage>
{
    public Task HandleAsync(CleanImage message, MessageContext context, CancellationToken ct) => processing.RunAsync(
        message, context,
        async file =>
        {
            if (!options.StripImageMetadata || await cleaner.CleanAsync(() => bytes.OpenAsync(file, ct), file.ContentType, ct) is not { } cleaned)
                return;

            await using (cleaned)
            {
                using var metered = new MeteredStream(cleaned, file.Size, (_, _) => ValueTask.CompletedTask);
                await bytes.WriteAsync(file, FilePart.Cleaned, metered, ct);
                outbox.Add(new RemoveBytes(file.OrganizationId, file.Id, file.Content));
                file.Replace(FilePart.Cleaned, metered.Count, metered.Sha256);
            }
        },
        ct);
}

/// <summary>Knows the formats of images.</summary>
public interface IImageCleaner
{
    /// <param name="open">The image from its beginning; called more than once.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The same picture without the rest; null when there is nothing to take out, or it is no image that anybody can read.</returns>
    Task<Stream?> CleanAsync(Func<Task<Stream>> open, string contentType, CancellationToken ct);
}
