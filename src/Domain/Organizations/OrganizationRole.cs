namespace MySaas.Domain.Organizations;

/// <summary>What somebody is in an organization. Each role may do all that the one before may, so they compare.</summary>
public enum OrganizationRole
{
    Member,
    Admin,
    Owner,
}
