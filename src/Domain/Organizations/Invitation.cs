using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Domain.Organizations;

/// <summary>
/// A place in an organization that is offered to whoever owns a mail address. Only the hash of its token is kept. There is
/// one open invitation per address: inviting again renews it, and the token of before is forgotten.
/// </summary>
public sealed class Invitation : AggregateRoot, IOwnedByOrganization
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation() { }                 // EF Core

    public Guid OrganizationId { get; private init; }
    public string Email { get; private init; } = "";
    public string NormalizedEmail { get; private init; } = "";

    /// <summary>The normalized address while the invitation is open, whatever its age; unique in the organization.</summary>
    public string? OpenFor { get; private set; }

    public OrganizationRole Role { get; private set; }
    public string TokenHash { get; private set; } = "";

    /// <summary>The member, or the API key, that sent it last.</summary>
    public Guid InviterId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was sent last.</summary>
    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <param name="organizationId">Where the place is.</param>
    /// <param name="email">Who may take it.</param>
    /// <param name="role">What they will be.</param>
    /// <param name="inviter">Who invites.</param>
    /// <param name="tokenHash">The hash of the token in the mail.</param>
    /// <param name="now">From now on it lasts <see cref="Lifetime"/>.</param>
    /// <exception cref="NotAllowedException">The role is above the inviter's.</exception>
    public static Invitation Send(
        Guid organizationId, EmailAddress email, OrganizationRole role, Actor inviter, string tokenHash, DateTimeOffset now)
    {
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = organizationId,
            Email = email.Value,
            NormalizedEmail = email.Normalized,
            OpenFor = email.Normalized,
            CreatedAt = now,
        };
        invitation.Offer(role, inviter, tokenHash, now);
        invitation.Raise(new MemberInvited(organizationId, invitation.Id, email.Masked, role));
        return invitation;
    }

    /// <summary>Sends it again, perhaps for another role; the token of before is worth nothing now.</summary>
    /// <exception cref="NotAllowedException">The role, old or new, is above the inviter's.</exception>
    public void Renew(OrganizationRole role, Actor inviter, string tokenHash, DateTimeOffset now)
    {
        Rule.Require(OpenFor is not null, "invitations.closed", "This invitation was accepted or revoked; send another one.");
        Rule.Allow(Role <= inviter.Role, "Nobody changes an invitation above their own role.");
        Offer(role, inviter, tokenHash, now);
        Raise(new InvitationRenewed(OrganizationId, Id, role));
    }

    /// <exception cref="NotAllowedException">The role is above that of who revokes it.</exception>
    public void Revoke(OrganizationRole by, DateTimeOffset now)
    {
        Rule.Require(OpenFor is not null, "invitations.closed", "This invitation was accepted or revoked before.");
        Rule.Allow(Role <= by, "Nobody revokes an invitation above their own role.");
        (RevokedAt, OpenFor) = (now, null);
        Raise(new InvitationRevoked(OrganizationId, Id));
    }

    /// <summary>The place is taken. The membership that follows from it is what the audit log shows.</summary>
    /// <param name="email">The confirmed address of who accepts.</param>
    /// <param name="inviterRole">What the inviter is now; null when they have left.</param>
    /// <param name="now">When.</param>
    public void Accept(EmailAddress email, OrganizationRole? inviterRole, DateTimeOffset now)
    {
        // To another address it says nothing about the state that the invitation is in.
        Rule.Require(email.Normalized == NormalizedEmail, "invitations.other_address", "This invitation is for another mail address.");
        Rule.Require(AcceptedAt is null, "invitations.used", "This invitation was accepted before.");
        Rule.Require(RevokedAt is null, "invitations.revoked", "This invitation was revoked.");
        Rule.Require(now < ExpiresAt, "invitations.expired", "This invitation has expired; ask for another one.");
        Rule.Require(
            inviterRole >= OrganizationRole.Admin && inviterRole >= Role,
            "invitations.inviter_lost_right", "Whoever invited you may no longer do so; ask for another invitation.");
        (AcceptedAt, OpenFor) = (now, null);
    }

    private void Offer(OrganizationRole role, Actor inviter, string tokenHash, DateTimeOffset now)
    {
        Rule.Allow(role <= inviter.Role, "Nobody invites to a role above their own.");
        (Role, InviterId, TokenHash) = (role, inviter.Id, tokenHash);
        (SentAt, ExpiresAt) = (now, now + Lifetime);
    }
}
