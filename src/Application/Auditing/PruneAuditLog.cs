using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auditing;

/// <summary>Deletes lines of the audit log that are older than the setting <c>Auditing:Retention</c>.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneAuditLog(int Limit = 1000) : IBatchStep;

public sealed class PruneAuditLogHandler(IAuditTrailRepository trail, AuditingOptions options, TimeProvider clock) : IRequestHandler<PruneAuditLog, int>
{
    public Task<int> Handle(PruneAuditLog command, CancellationToken ct) =>
        trail.DeleteOlderAsync(clock.GetUtcNow() - options.Retention, command.Limit, ct);
}
