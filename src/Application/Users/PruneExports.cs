using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Users;

/// <summary>Deletes packed exports whose link has expired.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneExports(int Limit = 1000) : IBatchStep;

public sealed class PruneExportsHandler(IAccountExportRepository exports, TimeProvider clock) : IRequestHandler<PruneExports, int>
{
    public Task<int> Handle(PruneExports command, CancellationToken ct) =>
        exports.DeleteExpiredAsync(clock.GetUtcNow(), command.Limit, ct);
}
