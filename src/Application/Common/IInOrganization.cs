namespace MySaas.Application.Common;

/// <summary>
/// A use case, or a message of the background, that works in one organization. Before it is handled, the pipeline finds out
/// what the caller may do there and enters the organization.
/// </summary>
public interface IInOrganization
{
    Guid OrganizationId { get; }
}
