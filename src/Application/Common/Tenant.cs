using MySaas.Domain.Common;

namespace MySaas.Application.Common;

/// <summary>
/// The organization that the current use case works in. Rows of every other one are out of its sight, and saving one throws.
/// Until an organization is entered, there are none at all.
/// </summary>
public sealed class Tenant
{
    /// <summary>Empty while no organization is entered.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whether rows of several organizations may be saved at once: the erasure of an account ends all its memberships.</summary>
    public bool IsEverywhere { get; private set; }

    /// <exception cref="InvalidOperationException">Another organization was entered before.</exception>
    public void Enter(Guid organizationId)
    {
        if (Id != Guid.Empty && Id != organizationId)
            throw new InvalidOperationException("A use case works in one organization.");
        Id = organizationId;
    }

    /// <summary>One that is just being founded, so that nobody else can have rows in it.</summary>
    public void EnterNew(Guid organizationId) => Id = organizationId;

    /// <summary>Takes the guard off. Each use stands in the isolation tests' list with its reason.</summary>
    public void ActEverywhere() => IsEverywhere = true;

    /// <exception cref="InvalidOperationException">The row is of an organization that was not entered.</exception>
    public void RequireOwn(IOwnedByOrganization row)
    {
        if (row.OrganizationId != Id && !IsEverywhere)
            throw new InvalidOperationException($"A {row.GetType().Name} of another organization must not be saved here.");
    }
}
