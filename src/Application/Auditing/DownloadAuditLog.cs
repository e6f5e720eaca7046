using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;

namespace MySaas.Application.Auditing;

/// <summary>The file behind the link that was mailed, compressed by gzip; the token in the link is the permission.</summary>
public sealed record DownloadAuditLog(Guid ExportId, string Token) : IQuery<byte[]>, IRequire<Anyone>;

public sealed class DownloadAuditLogHandler(IAuditLogExportRepository exports, TimeProvider clock) : IRequestHandler<DownloadAuditLog, byte[]>
{
    public async Task<byte[]> Handle(DownloadAuditLog query, CancellationToken ct) =>
        await exports.FindOfAnyoneAsync(query.ExportId, ct) is { Content: { } content } export
        && export.Opens(SecretToken.HashOf(query.Token), clock.GetUtcNow())
            ? content
            : throw Refusal.NotFound.AsException();
}
