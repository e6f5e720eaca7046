using System.Globalization;
using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>What stands on a subscription's invoices: whole periods, usage, trials, and what a change gives back and adds.</summary>
internal static class Lines
{
    /// <summary>The period that has just begun, and usage of the one before.</summary>
    public static IReadOnlyList<InvoiceLine> OfPeriod(StripeWorld world, Subscription subscription) =>
        OfPeriod(world, subscription, subscription.Items, subscription.CurrentPeriodStart, subscription.CurrentPeriodEnd);

    /// <summary>Licences from a moment on, and usage until it.</summary>
    public static IReadOnlyList<InvoiceLine> OfPeriod(
        StripeWorld world, Subscription subscription, IEnumerable<SubscriptionItem> items, DateTimeOffset from, DateTimeOffset until)
    {
        var usedFrom = subscription.CurrentPeriodStart == from ? subscription.PreviousPeriodStart : subscription.CurrentPeriodStart;
        return [.. items.Select(Line)];

        InvoiceLine Line(SubscriptionItem item)
        {
            var price = world.Prices[item.PriceId];
            if (!price.IsMetered)
                return Of(world, subscription, item, price.Cost(item.Quantity), item.Quantity, from, until, Describe(world, price, item.Quantity));
            var used = world.Meters[price.MeterId!].Total(world, subscription.CustomerId, usedFrom, from);
            return Of(world, subscription, item, price.Cost(used), used, usedFrom, from, Describe(world, price, used));
        }
    }

    public static IEnumerable<InvoiceLine> OfTrial(StripeWorld world, Subscription subscription) => subscription.Items.Select(item => Of(
        world, subscription, item, 0, item.Quantity, subscription.CurrentPeriodStart, subscription.CurrentPeriodEnd,
        $"Trial period for {NameOf(world, world.Prices[item.PriceId])}"));

    /// <summary>Credit for what is left of the items as they were, and the cost of what is left as they will be.</summary>
    /// <param name="charged">Items whose rest of the period is to be paid; none when a new period begins instead.</param>
    public static IEnumerable<InvoiceLine> OfChange(
        StripeWorld world, Subscription subscription, IReadOnlyList<SubscriptionItem> charged, DateTimeOffset at)
    {
        var before = subscription.Items.Where(item => !charged.Any(item.CostsLike)).ToList();
        var after = charged.Where(item => !subscription.Items.Any(item.CostsLike)).ToList();
        foreach (var item in before)
            yield return Rest(item, sign: -1, "Unused time on");
        foreach (var item in after)
            yield return Rest(item, sign: 1, "Remaining time on");

        InvoiceLine Rest(SubscriptionItem item, int sign, string words)
        {
            var price = world.Prices[item.PriceId];
            var amount = sign * Share(world, subscription, price.IsMetered ? 0 : price.Cost(item.Quantity), at);
            var times = item.Quantity == 1 ? "" : $"{item.Quantity} × ";
            return Of(
                world, subscription, item, amount, item.Quantity, at, subscription.CurrentPeriodEnd,
                $"{words} {times}{NameOf(world, price)} after {at.ToString("dd MMM yyyy", CultureInfo.InvariantCulture)}", isProration: true);
        }
    }

    // By the second, and after a discount in percent, as Stripe reckons.
    private static long Share(StripeWorld world, Subscription subscription, long amount, DateTimeOffset at)
    {
        var whole = (subscription.CurrentPeriodEnd - subscription.CurrentPeriodStart).TotalSeconds;
        var left = Math.Max(0, (subscription.CurrentPeriodEnd - at).TotalSeconds);
        var percent = world.Discounts.Find(subscription.DiscountId) is { } discount ? world.Coupons[discount.CouponId].PercentOff ?? 0 : 0;
        return whole == 0 ? 0 : (long)Math.Round(amount * (decimal)(left / whole) * (1 - percent / 100), MidpointRounding.AwayFromZero);
    }

    private static InvoiceLine Of(
        StripeWorld world, Subscription subscription, SubscriptionItem item, long amount, long quantity,
        DateTimeOffset from, DateTimeOffset until, string description, bool isProration = false) => new()
        {
            Id = world.Ids.Next("il"),
            Amount = amount,
            Description = description,
            PriceId = item.PriceId,
            Quantity = quantity,
            From = from,
            Until = until,
            IsProration = isProration,
            SubscriptionId = subscription.Id,
            SubscriptionItemId = item.Id,
        };

    private static string Describe(StripeWorld world, Price price, long quantity) => string.Create(
        CultureInfo.InvariantCulture,
        $"{quantity} × {NameOf(world, price)} (at {price.UnitAmount / 100:0.00} {price.Currency.ToUpperInvariant()} / {price.Interval})");

    private static string NameOf(StripeWorld world, Price price) => world.Products[price.ProductId].Name;
}
