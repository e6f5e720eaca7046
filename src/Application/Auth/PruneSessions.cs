using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auth;

/// <summary>Deletes sessions whose last token died of age more than a day ago, revoked ones too: until then each token's answer tells why.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneSessions(int Limit = 1000) : IBatchStep;

public sealed class PruneSessionsHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<PruneSessions, int>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    public Task<int> Handle(PruneSessions command, CancellationToken ct) =>
        sessions.DeleteExpiredAsync(clock.GetUtcNow() - KeptFor, command.Limit, ct);
}
