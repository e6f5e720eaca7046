using FluentValidation;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;

namespace MySaas.Application.Organizations;

/// <summary>Offers a place to whoever owns a mail address. Inviting again renews the invitation and its mail.</summary>
public sealed record InviteMember(Guid OrganizationId, string Email, OrganizationRole? Role)
    : ICommand<InvitationDto>, IConsume<Members>, IRequire<ManageMembers>;

public sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Role).IsRole();
    }
}

public sealed class InviteMemberHandler(
    IInvitationRepository invitations, IMembershipRepository memberships, ActingMember acting, IOutbox outbox, TimeProvider clock)
    : IRequestHandler<InviteMember, InvitationDto>
{
    public async Task<InvitationDto> Handle(InviteMember command, CancellationToken ct)
    {
        var actor = await acting.LoadAsync<ManageMembers>(ct);
        var email = EmailAddress.Parse(command.Email);
        Rule.Require(
            !await memberships.IsMemberAsync(email.Normalized, ct), "organizations.already_member", "This address belongs to a member.");

        var (token, role, now) = (SecretToken.Create(), command.Role!.Value, clock.GetUtcNow());
        var invitation = await invitations.FindOpenAsync(email.Normalized, ct);
        if (invitation is not null)
            invitation.Renew(role, actor, SecretToken.HashOf(token), now);
        else
            invitations.Add(invitation = Invitation.Send(command.OrganizationId, email, role, actor, SecretToken.HashOf(token), now));

        outbox.Add(new MailInvitation(command.OrganizationId, invitation.Id, token));
        return new InvitationDto(invitation.Id, invitation.Email, invitation.Role, invitation.ExpiresAt, invitation.CreatedAt);
    }
}

/// <summary>Writes to who is invited. It holds the token, so it is encrypted while it waits.</summary>
[StoredAs("invitations.mail.v1"), Priority(MessagePriority.High)]
public sealed record MailInvitation(Guid OrganizationId, Guid InvitationId, string Token) : IConfidentialMessage, IInOrganization;

public sealed class MailInvitationHandler(
    IInvitationRepository invitations, IOrganizationRepository organizations, IActorReads actors, Emails emails, IOutbox outbox)
    : IMessageHandler<MailInvitation>
{
    public async Task HandleAsync(MailInvitation message, MessageContext context, CancellationToken ct)
    {
        // Revoked or renewed before the mail went out: this token opens nothing.
        if (await invitations.FindAsync(message.InvitationId, ct) is not { OpenFor: not null } invitation
            || invitation.TokenHash != SecretToken.HashOf(message.Token)
            || await organizations.FindAsync(message.OrganizationId, ct) is not { } organization)
            return;

        var inviter = await actors.FindNameAsync(invitation.InviterId, ct) ?? organization.Name;
        outbox.Add(emails.Invitation(invitation, organization.Name, inviter, message.Token));
    }
}
