using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

public sealed partial class Subscription : Entity
{
    /// <summary>How long the first payment may take before the subscription is given up.</summary>
    public static readonly TimeSpan IncompleteFor = TimeSpan.FromHours(23);

    private static readonly TimeSpan TrialWarning = TimeSpan.FromDays(3);

    public required string CustomerId { get; init; }

    public required string Currency { get; init; }

    /// <summary>As Stripe writes it: <c>incomplete</c>, <c>trialing</c>, <c>active</c>, <c>past_due</c> and so on.</summary>
    public string Status { get; set; } = "incomplete";

    public List<SubscriptionItem> Items { get; set; } = [];

    public required DateTimeOffset BillingCycleAnchor { get; set; }

    /// <summary>Stripe keeps the period on each item; here all items of a subscription run alike.</summary>
    public DateTimeOffset CurrentPeriodStart { get; set; }

    public DateTimeOffset CurrentPeriodEnd { get; set; }

    /// <summary>What a renewal's invoice names as its period.</summary>
    public DateTimeOffset PreviousPeriodStart { get; set; }

    public DateTimeOffset? TrialStart { get; set; }

    public DateTimeOffset? TrialEnd { get; set; }

    /// <summary>At the end of a trial without a payment method: <c>create_invoice</c>, <c>pause</c> or <c>cancel</c>.</summary>
    public string MissingPaymentMethod { get; set; } = "create_invoice";

    public bool CancelAtPeriodEnd { get; set; }

    public DateTimeOffset? CancelAt { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? CancellationReason { get; set; }

    public string? CancellationComment { get; set; }

    public string? CancellationFeedback { get; set; }

    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>The invoice that has to be paid before it runs again.</summary>
    public string? ResumeInvoiceId { get; set; }

    public PauseCollection? PauseCollection { get; set; }

    public PendingUpdate? PendingUpdate { get; set; }

    public string? DefaultPaymentMethodId { get; set; }

    public string? LatestInvoiceId { get; set; }

    public string? DiscountId { get; set; }

    public string? Description { get; set; }

    public bool AutomaticTax { get; set; }

    /// <summary>The period for which <c>invoice.upcoming</c> was sent, by its end.</summary>
    public DateTimeOffset? UpcomingSentFor { get; set; }

    public DateTimeOffset? TrialWarningSentFor { get; set; }

    public bool HasEnded => Status is "canceled" or "incomplete_expired";

    internal override string Kind => "customer.subscription";

    internal bool IsRunning => Status is "trialing" or "active" or "past_due" or "unpaid";

    internal DateTimeOffset? IncompleteUntil => Status is "incomplete" ? Created + IncompleteFor : null;

    internal DateTimeOffset? TrialWarningAt =>
        Status is "trialing" && TrialWarningSentFor != TrialEnd && TrialEnd - TrialWarning > TrialStart ? TrialEnd - TrialWarning : null;

    /// <summary>The price that sets the pace.</summary>
    internal Price Pace(StripeWorld world) => world.Prices[Items[0].PriceId];

    internal DateTimeOffset? UpcomingAt(StripeWorld world) =>
        Status is "active" or "past_due" && CancelAt is null && UpcomingSentFor != CurrentPeriodEnd
        && CurrentPeriodEnd - world.Options.UpcomingBefore > CurrentPeriodStart
            ? CurrentPeriodEnd - world.Options.UpcomingBefore
            : null;

    internal override DateTimeOffset? NextDue(StripeWorld world)
    {
        if (HasEnded)
            return null;
        DateTimeOffset?[] moments =
        [
            IncompleteUntil, TrialWarningAt, UpcomingAt(world), PauseCollection?.ResumesAt, PendingUpdate?.ExpiresAt,
            IsRunning || Status is "paused" ? CancelAt : null, IsRunning ? CurrentPeriodEnd : null,
        ];
        return moments.Min();
    }

    internal override void RunDue(StripeWorld world) => world.Lifecycle.RunDue(this);
}

/// <summary>What a pause of collection does with the invoices meanwhile.</summary>
/// <param name="Behavior"><c>keep_as_draft</c>, <c>mark_uncollectible</c> or <c>void</c>.</param>
public sealed record PauseCollection(string Behavior, DateTimeOffset? ResumesAt);

/// <summary>A change that waits for its invoice to be paid.</summary>
public sealed record PendingUpdate(
    string InvoiceId,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<SubscriptionItem> Items,
    IReadOnlyDictionary<string, string> Metadata,
    bool BeginsPeriod);
