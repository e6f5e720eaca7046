using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>A price and how many of it.</summary>
public sealed record SubscriptionItem(string Id, DateTimeOffset Created, string PriceId, long Quantity)
{
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    internal static SubscriptionItem Make(StripeWorld world, NewItem item) =>
        new(world.Ids.Next("si", 14), world.Clock.Now, item.Price.Id, item.Quantity) { Metadata = item.Metadata };

    internal bool CostsLike(SubscriptionItem other) => (Id, PriceId, Quantity) == (other.Id, other.PriceId, other.Quantity);

    internal JsonObject Render(StripeWorld world, Subscription owner)
    {
        var price = world.Prices[PriceId];
        var json = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "subscription_item",
            ["billed_until"] = owner.CurrentPeriodEnd.Unix(),
            ["billing_thresholds"] = null,
            ["created"] = Created.Unix(),
            ["current_period_end"] = owner.CurrentPeriodEnd.Unix(),
            ["current_period_start"] = owner.CurrentPeriodStart.Unix(),
            ["discounts"] = new JsonArray(),
            ["metadata"] = Metadata.ToJson(),
            ["plan"] = price.RenderPlan(world),
            ["price"] = price.Render(world),
            ["subscription"] = owner.Id,
            ["tax_rates"] = new JsonArray(),
        };
        if (!price.IsMetered)
            json["quantity"] = Quantity;
        return json;
    }
}
