using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auth;

/// <summary>Deletes refresh tokens that have died of age. Such a one is refused as unknown, deleted or not; until then a replay is told.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneRefreshTokens(int Limit = 1000) : IBatchStep;

public sealed class PruneRefreshTokensHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<PruneRefreshTokens, int>
{
    public Task<int> Handle(PruneRefreshTokens command, CancellationToken ct) =>
        sessions.DeleteExpiredTokensAsync(clock.GetUtcNow(), command.Limit, ct);
}
