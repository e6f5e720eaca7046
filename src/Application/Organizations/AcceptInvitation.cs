using FluentValidation;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;

namespace MySaas.Application.Organizations;

/// <summary>Takes the place that an invitation to the caller's own confirmed address offers.</summary>
public sealed record AcceptInvitation(string Token) : ICommand<OrganizationDto>, IRequire<ConfirmedAddress>;

public sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator() => RuleFor(c => c.Token).IsToken();
}

public sealed class AcceptInvitationHandler(
    IInvitationRepository invitations, IOrganizationRepository organizations, IMembershipRepository memberships, InvitedGuest guest, Seats seats,
    TimeProvider clock)
    : IRequestHandler<AcceptInvitation, OrganizationDto>
{
    public async Task<OrganizationDto> Handle(AcceptInvitation command, CancellationToken ct)
    {
        var invitation = await invitations.FindByTokenAsync(SecretToken.HashOf(command.Token), ct) ?? throw Refusal.NotFound.AsException();
        var user = await guest.EnterAsync(invitation, ct);
        var organization = await organizations.GetAsync(invitation.OrganizationId, ct);

        invitation.Accept(EmailAddress.Parse(user.Email), await guest.RoleOfInviterAsync(invitation, ct), clock.GetUtcNow());
        Rule.Require(
            await memberships.FindAsync(user.Id, ct) is null, "organizations.already_member", "You are a member of this organization already.");
        await seats.TakeAsync(ct);
        var membership = Membership.Join(organization, invitation, user.Id, clock.GetUtcNow());
        memberships.Add(membership);
        return new OrganizationDto(organization.Id, organization.Name, organization.Slug, membership.Role, organization.CreatedAt, organization.ErasesAt);
    }
}

/// <summary>Who stands at an organization's door with an invitation, and who sent it.</summary>
public sealed class InvitedGuest(CurrentUser current, IMembershipRepository memberships, IApiKeyRepository keys, Tenant tenant, TimeProvider clock)
{
    /// <summary>Lets the caller see as much of the organization as it takes to accept.</summary>
    public async Task<User> EnterAsync(Invitation invitation, CancellationToken ct)
    {
        var user = await current.LoadAsync(ct);
        if (!user.EmailConfirmed)
            throw AuthRefusals.EmailNotConfirmed.AsException();
        tenant.Enter(invitation.OrganizationId);
        return user;
    }

    /// <summary>What the inviter is until the commit; null when they have left, or their key is dead.</summary>
    public async Task<OrganizationRole?> RoleOfInviterAsync(Invitation invitation, CancellationToken ct)
    {
        if (await memberships.FindAsync(invitation.InviterId, ct) is { } member && member.JoinedAt <= invitation.SentAt)
        {
            memberships.RequireUnchanged(member);
            return member.Role;
        }

        if (await keys.FindAsync(invitation.InviterId, ct) is { } key && key.IsActive(clock.GetUtcNow()))
        {
            keys.RequireUnchanged(key);
            return OrganizationRole.Admin;
        }

        return null;
    }
}
