using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Erases an organization with all it holds, and asks for the end of what it has elsewhere.</summary>
public sealed class OrganizationErasure(IOrganizationRepository organizations, BillingStop billing, IOutbox outbox)
{
    public async Task EraseAsync(Organization organization, CancellationToken ct)
    {
        await billing.RequestAsync(organization.Id, ct);
        organization.Erase();
        organizations.Remove(organization);
        outbox.Add(new RemoveAllBytes(organization.Id));
    }
}
