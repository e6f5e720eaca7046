using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Application.Auditing;

/// <summary>The file behind the link that was mailed, compressed by gzip; the token in the link is the permission.</summary>
public sealed record DownloadAuditLog(Guid ExportId, string Token) : IQuery<FileContent>, IRequire<Anyone>;

public sealed class DownloadAuditLogHandler(IAuditLogExportRepository exports, TimeProvider clock) : IRequestHandler<DownloadAuditLog, FileContent>
{
    public async Task<FileContent> Handle(DownloadAuditLog query, CancellationToken ct) =>
        await exports.FindOfAnyoneAsync(query.ExportId, ct) is { FileId: { } fileId, Size: { } size, Sha256: { } sha256 } export
        && export.Opens(SecretToken.HashOf(query.Token), clock.GetUtcNow())
            ? new FileContent(new StorageKey(export.OrganizationId, fileId, FilePart.Original), "audit-log.csv.gz", "application/gzip", size, sha256)
            : throw Refusal.NotFound.AsException();
}
