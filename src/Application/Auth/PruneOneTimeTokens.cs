using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auth;

/// <summary>Deletes mailed tokens that are too old to work.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneOneTimeTokens(int Limit = 1000) : IBatchStep;

public sealed class PruneOneTimeTokensHandler(IOneTimeTokenRepository tokens, TimeProvider clock) : IRequestHandler<PruneOneTimeTokens, int>
{
    public Task<int> Handle(PruneOneTimeTokens command, CancellationToken ct) =>
        tokens.DeleteExpiredAsync(clock.GetUtcNow(), command.Limit, ct);
}
