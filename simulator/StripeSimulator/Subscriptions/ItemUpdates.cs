using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>The items that a subscription is to have: those of a call change, add to or take away from those that it has.</summary>
internal static class ItemUpdates
{
    public static List<SubscriptionItem> Apply(StripeWorld world, Subscription subscription, Parameters parameters)
    {
        var items = subscription.Items.ToList();
        foreach (var asked in parameters.Each("items"))
        {
            if (asked.Text("id") is not { } id)
            {
                var added = SubscriptionsApi.ItemOf(world, asked);
                if (items.Any(item => item.PriceId == added.Price.Id))
                {
                    throw ApiException.Refused(
                        $"Cannot add multiple subscription items with the same plan: {added.Price.Id}", parameter: asked.PathOf("price"));
                }

                items.Add(SubscriptionItem.Make(world, added));
                continue;
            }

            var index = items.FindIndex(item => item.Id == id);
            if (index < 0)
                throw ApiException.NoSuch("subscription item", id, asked.PathOf("id"));
            if (asked.Flag("deleted") is true)
                items.RemoveAt(index);
            else
                items[index] = Changed(world, items[index], asked);
        }

        return items.Count > 0 ? items : throw ApiException.Refused("A subscription must have at least one active plan.", parameter: "items");
    }

    private static SubscriptionItem Changed(StripeWorld world, SubscriptionItem item, Parameters asked)
    {
        var price = world.Prices.Optional(asked, "price");
        if (price is { Active: false })
            throw ApiException.Invalid("The price specified is inactive. This field only accepts active prices.", asked.PathOf("price"));
        if (price is { Interval: null })
            throw ApiException.Invalid("This field only accepts recurring prices.", asked.PathOf("price"));
        var metadata = item.Metadata.ToDictionary();
        asked.MergeMetadataInto(metadata);
        return item with
        {
            PriceId = price?.Id ?? item.PriceId,
            Quantity = asked.Integer("quantity") is not { } quantity ? item.Quantity
                : quantity >= 0 ? quantity
                : throw ApiException.Invalid("Invalid non-negative integer", asked.PathOf("quantity"), "parameter_invalid_integer"),
            Metadata = asked.Has("metadata") ? metadata : item.Metadata,
        };
    }
}
