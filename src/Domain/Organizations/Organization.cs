using MySaas.Domain.Common;

namespace MySaas.Domain.Organizations;

/// <summary>
/// A tenant: people who work together on what nobody else sees. It counts its owners, so that every change of who owns it
/// meets here: two owners who step down at once change the same row, and one of them looks again.
/// </summary>
public sealed class Organization : AggregateRoot
{
    public const int MaxNameLength = 100;

    private Organization() { }               // EF Core

    public string Name { get; private set; } = "";

    /// <summary>Its name in addresses: unique, and the same for good, whatever it is called later.</summary>
    public string Slug { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>How many of its members own it; never less than one.</summary>
    public int Owners { get; private set; }

    /// <summary>Since when an administrator of the platform keeps it closed; null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>When it is erased with all it holds; null while nobody asked for it.</summary>
    public DateTimeOffset? ErasesAt { get; private set; }

    public static Organization Create(string name, string slug, DateTimeOffset now)
    {
        var organization = new Organization { Id = Guid.CreateVersion7(now), Name = name, Slug = slug, CreatedAt = now };
        organization.Raise(new OrganizationCreated(organization.Id, name, slug));
        return organization;
    }

    public void Rename(string name)
    {
        if (Name == name)
            return;
        Raise(new OrganizationRenamed(Id, From: Name, To: name));
        Name = name;
    }

    /// <summary>Asking again changes nothing: the first time counts.</summary>
    public void RequestDeletion(DateTimeOffset erasesAt)
    {
        if (ErasesAt is not null)
            return;
        ErasesAt = erasesAt;
        Raise(new OrganizationDeletionRequested(Id, erasesAt));
    }

    public void CancelDeletion()
    {
        Rule.Require(ErasesAt is not null, "organizations.not_being_deleted", "Nobody asked to delete this organization.");
        ErasesAt = null;
        Raise(new OrganizationDeletionCancelled(Id));
    }

    public void Disable(DateTimeOffset now)
    {
        if (DisabledAt is not null)
            return;
        DisabledAt = now;
        Raise(new OrganizationDisabled(Id));
    }

    public void Enable()
    {
        if (DisabledAt is null)
            return;
        DisabledAt = null;
        Raise(new OrganizationEnabled(Id));
    }

    /// <summary>The last thing that happens to it, just before its rows go.</summary>
    public void Erase() => Raise(new OrganizationErased(Id));

    internal void CountOwner() => Owners++;

    /// <exception cref="BrokenRuleException">It would have no owner left.</exception>
    internal void DiscountOwner()
    {
        Rule.Require(Owners > 1, "organizations.last_owner", "An organization has an owner; make somebody else one first.");
        Owners--;
    }
}
