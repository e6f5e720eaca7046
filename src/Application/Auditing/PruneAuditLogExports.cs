using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auditing;

/// <summary>Deletes packed audit logs whose link has expired.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneAuditLogExports(int Limit = 1000) : IBatchStep;

public sealed class PruneAuditLogExportsHandler(IAuditLogExportRepository exports, TimeProvider clock) : IRequestHandler<PruneAuditLogExports, int>
{
    public Task<int> Handle(PruneAuditLogExports command, CancellationToken ct) =>
        exports.DeleteExpiredAsync(clock.GetUtcNow(), command.Limit, ct);
}
