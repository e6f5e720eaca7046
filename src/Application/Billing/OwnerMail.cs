using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;

namespace MySaas.Application.Billing;

/// <summary>Writes to every owner of an organization. The mails commit with the news that they are about, so each goes out once.</summary>
public sealed class OwnerMail(IOrganizationRepository organizations, IMembershipRepository memberships, IOutbox outbox)
{
    /// <param name="organizationId">The organization that was entered.</param>
    /// <param name="compose">From an owner and the organization's name.</param>
    /// <param name="ct">Gives up.</param>
    public async Task SendAsync(Guid organizationId, Func<MailContact, string, SendEmail> compose, CancellationToken ct)
    {
        if (await organizations.FindAsync(organizationId, ct) is not { } organization)
            return;                              // erased meanwhile: nobody is left to tell
        foreach (var owner in await memberships.ListOwnersAsync(ct))
            outbox.Add(compose(owner, organization.Name));
    }
}
