using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auth;

/// <summary>
/// Deletes sessions whose last token died of age more than a day ago, revoked ones too: until then each token's answer tells
/// why. Those in which an administrator acted as the user stay for a month, for the user to see.
/// </summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneSessions(int Limit = 1000) : IBatchStep;

public sealed class PruneSessionsHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<PruneSessions, int>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan ImpersonationsKeptFor = TimeSpan.FromDays(30);

    public Task<int> Handle(PruneSessions command, CancellationToken ct) =>
        sessions.DeleteExpiredAsync(clock.GetUtcNow() - KeptFor, clock.GetUtcNow() - ImpersonationsKeptFor, command.Limit, ct);
}
