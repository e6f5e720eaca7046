using MySaas.Application.Billing;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Erases an organization with all it holds, and asks for the end of what it has elsewhere.</summary>
public sealed class OrganizationErasure(IOrganizationRepository organizations, BillingStop billing)
{
    public async Task EraseAsync(Organization organization, CancellationToken ct)
    {
        await billing.RequestAsync(organization.Id, ct);
        organization.Erase();
        organizations.Remove(organization);
    }
}
