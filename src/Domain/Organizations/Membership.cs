using MySaas.Domain.Common;

namespace MySaas.Domain.Organizations;

/// <summary>Somebody's place in an organization. Nobody grants, changes or ends a place above their own.</summary>
public sealed class Membership : AggregateRoot, IOwnedByOrganization
{
    private Membership() { }                 // EF Core

    public Guid OrganizationId { get; private init; }
    public Guid UserId { get; private init; }
    public OrganizationRole Role { get; private set; }
    public DateTimeOffset JoinedAt { get; private init; }

    /// <summary>The founder's place, which comes with the organization.</summary>
    public static Membership Found(Organization organization, Guid founderId, DateTimeOffset now) =>
        Take(organization, founderId, OrganizationRole.Owner, now);

    /// <summary>The place that an accepted invitation gives.</summary>
    public static Membership Join(Organization organization, Invitation invitation, Guid userId, DateTimeOffset now)
    {
        Rule.Require(
            organization is { ErasesAt: null, DisabledAt: null }, "organizations.closed", "This organization takes nobody in any more.");
        var membership = Take(organization, userId, invitation.Role, now);
        membership.Raise(new MemberJoined(organization.Id, userId, invitation.Role, invitation.Id));
        return membership;
    }

    /// <param name="to">The new role.</param>
    /// <param name="by">The role of whoever changes it.</param>
    /// <param name="organization">Whose place it is.</param>
    /// <exception cref="NotAllowedException">The role, old or new, is above that of who changes it.</exception>
    /// <exception cref="BrokenRuleException">It is the last owner's.</exception>
    public void ChangeRole(OrganizationRole to, OrganizationRole by, Organization organization)
    {
        Rule.Allow(Role <= by, "Nobody changes a role above their own.");
        Rule.Allow(to <= by, "Nobody grants a role above their own.");
        if (to == Role)
            return;
        Raise(new MemberRoleChanged(OrganizationId, UserId, From: Role, To: to));
        Become(to, organization);
    }

    /// <summary>Makes a fellow member an owner; this one steps down to admin.</summary>
    /// <exception cref="NotAllowedException">This one is no owner.</exception>
    /// <exception cref="BrokenRuleException">The other one is an owner already, or the same person.</exception>
    public void TransferOwnershipTo(Membership heir, Organization organization)
    {
        Rule.Allow(Role is OrganizationRole.Owner, "Only an owner hands an organization over.");
        Rule.Require(heir.Role is not OrganizationRole.Owner, "organizations.already_owner", "This member owns the organization already.");
        Raise(new OwnershipTransferred(OrganizationId, heir.UserId, From: heir.Role));
        heir.Become(OrganizationRole.Owner, organization);
        Become(OrganizationRole.Admin, organization);
    }

    /// <summary>Takes the place of an owner whose account is erased.</summary>
    public void InheritOwnership(Organization organization)
    {
        Raise(new OwnershipTransferred(OrganizationId, UserId, From: Role));
        Become(OrganizationRole.Owner, organization);
    }

    /// <summary>The place is given up; the caller takes the row out.</summary>
    /// <exception cref="BrokenRuleException">It is the last owner's.</exception>
    public void Leave(Organization organization)
    {
        GiveUp(organization);
        Raise(new MemberLeft(OrganizationId, UserId, Role));
    }

    /// <summary>The place is taken away; the caller takes the row out.</summary>
    /// <exception cref="NotAllowedException">The role is above that of who takes it away.</exception>
    /// <exception cref="BrokenRuleException">It is the last owner's.</exception>
    public void Remove(OrganizationRole by, Organization organization)
    {
        Rule.Allow(Role <= by, "Nobody removes a member above their own role.");
        GiveUp(organization);
        Raise(new MemberRemoved(OrganizationId, UserId, Role));
    }

    private static Membership Take(Organization organization, Guid userId, OrganizationRole role, DateTimeOffset now)
    {
        if (role is OrganizationRole.Owner)
            organization.CountOwner();
        return new Membership
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = organization.Id,
            UserId = userId,
            Role = role,
            JoinedAt = now,
        };
    }

    private void Become(OrganizationRole role, Organization organization)
    {
        if (role is OrganizationRole.Owner)
            organization.CountOwner();
        else
            GiveUp(organization);
        Role = role;
    }

    private void GiveUp(Organization organization)
    {
        if (Role is OrganizationRole.Owner)
            organization.DiscountOwner();
    }
}
