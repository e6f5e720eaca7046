using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>The small picture of an image.</summary>
public sealed record OpenThumbnail(Guid OrganizationId, Guid FileId) : IQuery<FileContent>, IInOrganization, IRequire<ReadFiles>;

public sealed class OpenThumbnailHandler(IStoredFileRepository files) : IRequestHandler<OpenThumbnail, FileContent>
{
    public async Task<FileContent> Handle(OpenThumbnail query, CancellationToken ct)
    {
        var file = await files.GetAsync(query.FileId, ct);
        file.RequireReady();
        return file.ThumbnailSize is { } size
            ? new FileContent(
                FileBytes.KeyOf(file) with { Part = FilePart.Thumbnail }, "thumbnail.webp", IThumbnails.ContentType, size, $"{file.Sha256}-thumbnail")
            : throw Refusal.NotFound.AsException();
    }
}
