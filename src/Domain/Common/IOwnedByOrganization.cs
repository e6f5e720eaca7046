namespace MySaas.Domain.Common;

/// <summary>
/// A row of one tenant. It is read only within that tenant and never saved within another; see the decision record on
/// isolation.
/// </summary>
public interface IOwnedByOrganization
{
    Guid OrganizationId { get; }
}
