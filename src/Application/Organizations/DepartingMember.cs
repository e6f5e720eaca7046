using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>
/// Ends all memberships of a person whose account is erased. What they owned alone goes with them, or else to whoever has the
/// next role and has been there longest: people may have joined since the deletion was asked for.
/// </summary>
public sealed class DepartingMember(
    IOrganizationRepository organizations, IMembershipRepository memberships, OrganizationErasure erasure, Tenant tenant)
{
    public async Task LeaveAllAsync(Guid userId, CancellationToken ct)
    {
        tenant.ActEverywhere();
        foreach (var membership in await memberships.ListOfUserAsync(userId, ct))
            await LeaveAsync(membership, await organizations.GetAsync(membership.OrganizationId, ct), ct);
    }

    private async Task LeaveAsync(Membership membership, Organization organization, CancellationToken ct)
    {
        if (membership.Role is OrganizationRole.Owner && organization.Owners == 1)
        {
            if (await memberships.FindHeirAsync(organization.Id, membership.UserId, ct) is not { } heir)
            {
                await erasure.EraseAsync(organization, ct);
                return;
            }

            heir.InheritOwnership(organization);
        }

        membership.Leave(organization);
        memberships.Remove(membership);
    }
}
