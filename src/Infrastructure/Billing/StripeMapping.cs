using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using Invoice = Stripe.Invoice;
using Subscription = Stripe.Subscription;

namespace MySaas.Infrastructure.Billing;

/// <summary>Stripe's objects in our words, as its pinned API version writes them: the period is the item's, not the subscription's.</summary>
internal sealed class StripeMapping(StripeCatalog catalog)
{
    /// <summary>
    /// Where a downgrade notes the plan that stays open, until when, and beside which plan: another change after it makes the
    /// note void by itself, and so does the next period.
    /// </summary>
    public const string RetainedPlan = "retained_plan", RetainedUntil = "retained_until", RetainedBeside = "retained_beside";

    /// <summary>Where customers, sessions and subscriptions name the organization.</summary>
    public const string OrganizationId = "organization_id";

    /// <exception cref="GatewayRefusedException">It has no item or one without a recurring price: nothing that we sold.</exception>
    public SubscriptionState StateOf(Subscription subscription)
    {
        var item = subscription.Items?.Data is [var first, ..] ? first : throw Foreign(subscription, "no item");
        var price = item.Price ?? throw Foreign(subscription, "no price");
        var (plan, interval) = catalog.PlanOf(price);
        var (retained, until) = RetainedOf(subscription.Metadata ?? [], plan, Time(item.CurrentPeriodStart));
        return new SubscriptionState
        {
            SubscriptionId = subscription.Id,
            CustomerId = subscription.CustomerId,
            Status = StatusOf(subscription),
            PlanCode = plan,
            Interval = interval,
            Seats = (int)item.Quantity,
            UnitAmount = price.UnitAmount ?? 0,
            Currency = price.Currency ?? subscription.Currency ?? "",
            CreatedAt = Time(subscription.Created),
            CurrentPeriodStart = Time(item.CurrentPeriodStart),
            CurrentPeriodEnd = Time(item.CurrentPeriodEnd),
            CancelAtPeriodEnd = subscription.CancelAtPeriodEnd,
            CancelsAt = Time(subscription.CancelAt),
            TrialEndsAt = Time(subscription.TrialEnd),
            EndedAt = Time(subscription.EndedAt),
            RetainedPlanCode = retained,
            RetainedUntil = until,
            LatestInvoiceId = subscription.LatestInvoiceId,
        };
    }

    public static InvoiceState StateOf(Invoice invoice) => new(
        invoice.Id,
        invoice.CustomerId,
        invoice.Parent?.SubscriptionDetails?.SubscriptionId,
        string.IsNullOrEmpty(invoice.Number) ? null : invoice.Number,
        invoice.Status switch
        {
            "draft" => InvoiceStatus.Draft,
            "open" => InvoiceStatus.Open,
            "paid" => InvoiceStatus.Paid,
            "uncollectible" => InvoiceStatus.Uncollectible,
            "void" => InvoiceStatus.Void,
            var unknown => throw new GatewayRefusedException("unknown_status", $"Stripe calls invoice {invoice.Id} {unknown}."),
        },
        invoice.AmountDue,
        invoice.AmountPaid,
        invoice.Currency ?? "",
        Time(invoice.Created),
        invoice.HostedInvoiceUrl,
        invoice.InvoicePdf);

    private static (string?, DateTimeOffset?) RetainedOf(Dictionary<string, string> metadata, string plan, DateTimeOffset periodStart) =>
        metadata.GetValueOrDefault(RetainedBeside) == plan && metadata.GetValueOrDefault(RetainedPlan) is { Length: > 0 } retained
        && long.TryParse(metadata.GetValueOrDefault(RetainedUntil), out var until) && until > periodStart.ToUnixTimeSeconds()
            ? (retained, DateTimeOffset.FromUnixTimeSeconds(until)) : (null, null);

    // An unknown status downgrades nobody: it fails, and waits for somebody to look.
    private static SubscriptionStatus StatusOf(Subscription subscription) => subscription.Status switch
    {
        "incomplete" => SubscriptionStatus.Incomplete,
        "incomplete_expired" => SubscriptionStatus.IncompleteExpired,
        "trialing" => SubscriptionStatus.Trialing,
        "active" => SubscriptionStatus.Active,
        "past_due" => SubscriptionStatus.PastDue,
        "unpaid" => SubscriptionStatus.Unpaid,
        "paused" => SubscriptionStatus.Paused,
        "canceled" => SubscriptionStatus.Canceled,
        var unknown => throw Foreign(subscription, $"the status {unknown}"),
    };

    private static GatewayRefusedException Foreign(Subscription subscription, string what) =>
        new("unknown_subscription", $"Stripe's subscription {subscription.Id} has {what}.");

    private static DateTimeOffset Time(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static DateTimeOffset? Time(DateTime? utc) => utc is { } time ? Time(time) : null;
}
