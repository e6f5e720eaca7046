using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using Invoice = Stripe.Invoice;
using Subscription = Stripe.Subscription;

namespace MySaas.Infrastructure.Billing;

/// <summary>Stripe's objects in our words, as its pinned API version writes them: the period is the item's, not the subscription's.</summary>
internal sealed class StripeMapping(StripeCatalog catalog)
{
    /// <summary>Where a downgrade notes the plan that stays open, so that Stripe holds the truth about that too.</summary>
    public const string RetainedPlan = "retained_plan", RetainedUntil = "retained_until";

    /// <summary>Where customers, sessions and subscriptions name the organization.</summary>
    public const string OrganizationId = "organization_id";

    /// <exception cref="GatewayRefusedException">It has no item or one without a recurring price: nothing that we sold.</exception>
    public SubscriptionState StateOf(Subscription subscription)
    {
        var item = subscription.Items?.Data is [var first, ..] ? first : throw Foreign(subscription, "no item");
        var price = item.Price ?? throw Foreign(subscription, "no price");
        var (plan, interval) = catalog.PlanOf(price);
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
            RetainedPlanCode = subscription.Metadata?.GetValueOrDefault(RetainedPlan) is { Length: > 0 } retained ? retained : null,
            RetainedUntil = long.TryParse(subscription.Metadata?.GetValueOrDefault(RetainedUntil), out var until)
                ? DateTimeOffset.FromUnixTimeSeconds(until) : null,
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
