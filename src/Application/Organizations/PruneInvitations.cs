using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Organizations;

/// <summary>Deletes invitations whose time was over a month ago: until then each token's answer tells why it opens nothing.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneInvitations(int Limit = 1000) : IBatchStep;

public sealed class PruneInvitationsHandler(IInvitationRepository invitations, TimeProvider clock) : IRequestHandler<PruneInvitations, int>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public Task<int> Handle(PruneInvitations command, CancellationToken ct) =>
        invitations.DeleteExpiredAsync(clock.GetUtcNow() - KeptFor, command.Limit, ct);
}
