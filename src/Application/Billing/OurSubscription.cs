using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>What we hold of an organization, to lay beside what the payment provider lists.</summary>
/// <param name="CustomerId">By the provider's id; null when it never began to buy.</param>
/// <param name="State">Null when it never subscribed.</param>
/// <param name="SecondSubscriptionId">One beside it that is known and being dealt with.</param>
/// <param name="LatestInvoice">How our copy of the latest invoice stands; null when we have none.</param>
/// <param name="Members">How many people are to be paid for.</param>
public sealed record OurSubscription(
    Guid OrganizationId, string? CustomerId, SubscriptionState? State, string? SecondSubscriptionId, InvoiceStatus? LatestInvoice, int Members)
{
    /// <summary>Whether there may be something that we do not know. Looking is cheap, so in doubt it is.</summary>
    public bool IsNews(SubscriptionState told)
    {
        if (State?.SubscriptionId == told.SubscriptionId)
            return State != told || (told.Status.IsLive() && told.Seats != Members) || (told.LatestInvoiceId is not null && IsInvoiceInQuestion(told));
        if (State?.Status.IsLive() is true)
            return told.Status.IsLive() && told.SubscriptionId != SecondSubscriptionId;
        return told.Status.IsLive() || State is null || told.CreatedAt > State.CreatedAt;
    }

    // What is paid or given up stays so, and when all is over nothing more is collected.
    private bool IsInvoiceInQuestion(SubscriptionState told) =>
        LatestInvoice is null || (LatestInvoice is InvoiceStatus.Draft or InvoiceStatus.Open && !told.Status.IsEnded());
}

/// <summary>Those that a page of the provider's may be about.</summary>
public sealed class OurSubscriptions(IReadOnlyList<OurSubscription> all)
{
    private readonly Dictionary<string, OurSubscription> _byCustomer =
        all.Where(ours => ours.CustomerId is not null).ToDictionary(ours => ours.CustomerId!);

    private readonly Dictionary<Guid, OurSubscription> _byOrganization = all.ToDictionary(ours => ours.OrganizationId);

    /// <summary>Whose customer it is, or else whom it names: a checkout's commit may have been lost. Null when it is not ours at all.</summary>
    public OurSubscription? OwnerOf(ListedSubscription listed) =>
        _byCustomer.GetValueOrDefault(listed.State.CustomerId)
        ?? (listed.Claimant is { } claimant ? _byOrganization.GetValueOrDefault(claimant) : null);
}

/// <summary>Subscriptions of all organizations, for the reconciliation alone.</summary>
public interface IReconciliationRepository
{
    /// <summary>Organizations that are one of these customers, or one of the claimants; also those that never subscribed.</summary>
    Task<IReadOnlyList<OurSubscription>> ListAsync(IReadOnlyList<string> customerIds, IReadOnlyList<Guid> claimants, CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> of those that go on and were not compared since, by organization.</summary>
    Task<IReadOnlyList<OurSubscription>> ListUncomparedAsync(DateTimeOffset since, Guid? after, int limit, CancellationToken ct);

    /// <summary>Notes that the provider lists the subscriptions of these organizations; complete when it returns.</summary>
    Task MarkComparedAsync(IReadOnlyList<Guid> organizationIds, DateTimeOffset now, CancellationToken ct);
}
