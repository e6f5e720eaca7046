namespace MySaas.Domain.Organizations;

/// <summary>Who does something in an organization.</summary>
/// <param name="Id">The user, or the API key.</param>
/// <param name="Role">What they are, and so may grant at most.</param>
public sealed record Actor(Guid Id, OrganizationRole Role);
