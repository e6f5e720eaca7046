using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Application.Users;

/// <summary>The file behind the link that was mailed; the token in it is the permission.</summary>
public sealed record DownloadExport(Guid ExportId, string Token) : IQuery<FileContent>, IRequire<Anyone>;

public sealed class DownloadExportHandler(IAccountExportRepository exports, TimeProvider clock) : IRequestHandler<DownloadExport, FileContent>
{
    public async Task<FileContent> Handle(DownloadExport query, CancellationToken ct) =>
        await exports.FindAsync(query.ExportId, ct) is { } export
        && export.Opens(SecretToken.HashOf(query.Token), clock.GetUtcNow())
            ? new FileContent(new StorageKey(export.UserId, export.Id, FilePart.Original), export.Name, export.ContentType, export.Size, export.Sha256)
            : throw Refusal.NotFound.AsException();
}
