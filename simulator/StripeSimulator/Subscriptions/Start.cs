using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>What a new subscription is made of, from a call or from a checkout.</summary>
internal sealed record NewSubscription(Customer Customer, IReadOnlyList<NewItem> Items)
{
    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Description { get; init; }

    public string? DefaultPaymentMethodId { get; init; }

    public DateTimeOffset? TrialEnd { get; init; }

    public string MissingPaymentMethod { get; init; } = "create_invoice";

    public bool AutomaticTax { get; init; }

    public (Coupon Coupon, PromotionCode? Code)? Discount { get; init; }

    /// <summary><c>allow_incomplete</c>, <c>default_incomplete</c> or <c>error_if_incomplete</c>.</summary>
    public string PaymentBehavior { get; init; } = "allow_incomplete";

    /// <summary>The customer is there and authenticates if asked.</summary>
    public bool Authenticated { get; init; }

    public string? CheckoutSessionId { get; init; }
}

internal sealed record NewItem(Price Price, long Quantity, IReadOnlyDictionary<string, string> Metadata);

/// <summary>Begins subscriptions: trial or first invoice, and what its payment makes of them.</summary>
internal static class Start
{
    public static Subscription Begin(StripeWorld world, NewSubscription plan)
    {
        Check(plan);
        if (plan.PaymentBehavior is "error_if_incomplete" && plan.TrialEnd is null)
            RequirePayable(world, plan);

        var now = world.Clock.Now;
        var subscription = new Subscription
        {
            CustomerId = plan.Customer.Id,
            Currency = plan.Items[0].Price.Currency,
            BillingCycleAnchor = plan.TrialEnd ?? now,
            Metadata = plan.Metadata,
            Description = plan.Description,
            DefaultPaymentMethodId = plan.DefaultPaymentMethodId,
            MissingPaymentMethod = plan.MissingPaymentMethod,
            AutomaticTax = plan.AutomaticTax,
            TrialStart = plan.TrialEnd is null ? null : now,
            TrialEnd = plan.TrialEnd,
            Status = plan.TrialEnd is null ? "incomplete" : "trialing",
        };
        subscription.Items = [.. plan.Items.Select(item => SubscriptionItem.Make(world, item))];
        if (plan.TrialEnd is { } trialEnd)
            (subscription.CurrentPeriodStart, subscription.CurrentPeriodEnd, subscription.PreviousPeriodStart) = (now, trialEnd, now);
        else
            world.Lifecycle.BeginPeriod(subscription, now);
        if (plan.Discount is { } discount)
            subscription.DiscountId = Discount.Grant(world, discount.Coupon, discount.Code, plan.Customer.Id, null, plan.CheckoutSessionId).Id;
        world.Change(plan.Customer, () => plan.Customer.Currency ??= subscription.Currency);
        world.Add(world.Subscriptions, "sub", subscription);
        Charge(world, subscription, plan);
        return subscription;
    }

    private static void Charge(StripeWorld world, Subscription subscription, NewSubscription plan)
    {
        var lines = plan.TrialEnd is null ? Lines.OfPeriod(world, subscription) : Lines.OfTrial(world, subscription);
        var invoice = world.Lifecycle.InvoiceNow(subscription, "subscription_create", lines);
        if (invoice.Status is not "open")
            return;
        if (plan.PaymentBehavior is "default_incomplete")
            world.Collection.Prepare(invoice);
        else
            world.Collection.Collect(invoice, authenticated: plan.Authenticated);
    }

    private static void Check(NewSubscription plan)
    {
        var first = plan.Items[0].Price;
        if (plan.Items.FirstOrDefault(item => item.Price.Interval is null) is { } once)
            throw ApiException.Invalid($"This field only accepts recurring prices, and {once.Price.Id} is paid once.", "items[0][price]");
        if (plan.Items.Any(item => !item.Price.Active))
            throw ApiException.Invalid("The price specified is inactive. This field only accepts active prices.", "items[0][price]");
        if (plan.Items.Any(item => !item.Price.RunsLike(first) || item.Price.Currency != first.Currency))
            throw ApiException.Invalid("The simulator bills all items of a subscription by one interval and in one currency.", "items");
    }

    // Nothing may have happened when this is refused.
    private static void RequirePayable(StripeWorld world, NewSubscription plan)
    {
        var cost = plan.Items.Sum(item => item.Price.IsMetered ? 0 : item.Price.Cost(item.Quantity));
        if (cost + plan.Customer.Balance > 0)
            Payable.Require(world, plan.Customer, plan.DefaultPaymentMethodId);
    }
}
