using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;

namespace MySaas.Application.Users;

/// <summary>The archive behind the link that was mailed; the token in it is the permission.</summary>
public sealed record DownloadExport(Guid ExportId, string Token) : IQuery<byte[]>, IRequire<Anyone>;

public sealed class DownloadExportHandler(IAccountExportRepository exports, TimeProvider clock) : IRequestHandler<DownloadExport, byte[]>
{
    public async Task<byte[]> Handle(DownloadExport query, CancellationToken ct) =>
        await exports.FindAsync(query.ExportId, ct) is { } export
        && export.Opens(SecretToken.HashOf(query.Token), clock.GetUtcNow())
            ? export.Archive
            : throw Refusal.NotFound.AsException();
}
