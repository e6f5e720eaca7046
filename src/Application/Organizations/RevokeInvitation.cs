using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Takes an invitation back before it is accepted.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record RevokeInvitation(Guid OrganizationId, Guid InvitationId) : ICommand, IInOrganization, IRequire<ManageMembers>;

public sealed class RevokeInvitationHandler(IInvitationRepository invitations, ActingMember acting, TimeProvider clock)
    : IRequestHandler<RevokeInvitation, Unit>
{
    public async Task<Unit> Handle(RevokeInvitation command, CancellationToken ct)
    {
        var actor = await acting.LoadAsync<ManageMembers>(ct);
        var invitation = await invitations.FindAsync(command.InvitationId, ct) ?? throw Refusal.NotFound.AsException();
        invitation.Revoke(by: actor.Role, clock.GetUtcNow());
        return Unit.Value;
    }
}
