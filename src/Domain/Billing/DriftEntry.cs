using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>
/// A difference between our copy and the payment provider that the reconciliation found and repaired, in one transaction. It is
/// written once.
/// </summary>
public sealed class DriftEntry : IOwnedByOrganization
{
    private DriftEntry() { }                 // EF Core

    public DriftEntry(Guid organizationId, string subscriptionId, SubscriptionDifference difference, DateTimeOffset now)
    {
        (Id, OrganizationId, SubscriptionId, RepairedAt) = (Guid.CreateVersion7(now), organizationId, subscriptionId, now);
        (Field, Ours, Stripes) = difference;
    }

    public Guid Id { get; private init; }
    public Guid OrganizationId { get; private init; }

    /// <summary>The provider's id.</summary>
    public string SubscriptionId { get; private init; } = "";

    /// <inheritdoc cref="SubscriptionDifference"/>
    public string Field { get; private init; } = "";

    /// <summary>What we had; null for nothing.</summary>
    public string? Ours { get; private init; }

    /// <summary>What the provider had, and what we have since; null for nothing.</summary>
    public string? Stripes { get; private init; }

    public DateTimeOffset RepairedAt { get; private init; }
}
