using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Takes a member out of an organization; everybody may leave.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record RemoveMember(Guid OrganizationId, Guid UserId) : ICommand, IInOrganization, IRequire<ReadMembers>;

public sealed class RemoveMemberHandler(
    IOrganizationRepository organizations, IMembershipRepository memberships, ActingMember acting, ICaller caller)
    : IRequestHandler<RemoveMember, Unit>
{
    public async Task<Unit> Handle(RemoveMember command, CancellationToken ct)
    {
        var leaves = command.UserId == caller.UserId;
        var actor = leaves ? null : await acting.LoadAsync<ManageMembers>(ct);
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        var member = await memberships.GetAsync(command.UserId, ct);

        if (actor is null)
            member.Leave(organization);
        else
            member.Remove(by: actor.Role, organization);
        memberships.Remove(member);
        return Unit.Value;
    }
}
