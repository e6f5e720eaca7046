using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

internal static class SubscriptionItemsApi
{
    public static void Map(Routes routes)
    {
        routes.List("v1/subscription_items", List, "subscription");
        routes.Get("v1/subscription_items/{id}", call => Render(call.World, Owner(call), call.Id));
        routes.Post("v1/subscription_items/{id}", Update, "price quantity metadata proration_behavior proration_date payment_behavior off_session");
    }

    private static JsonObject List(Call call)
    {
        var subscription = call.World.Subscriptions.Required(call.Parameters, "subscription");
        return Json.List(call.Path, subscription.Items.Select(item => item.Render(call.World, subscription)));
    }

    private static JsonObject Update(Call call)
    {
        var (world, subscription) = (call.World, Owner(call));
        if (subscription.HasEnded)
            throw ApiException.Refused("A canceled subscription can only update its cancellation_details and metadata.");
        SubscriptionUpdates.ChangeOf(world, subscription, call.Parameters, call.Parameters.AsOnlyMember("items", ("id", call.Id)))!.Apply();
        return Render(world, subscription, call.Id);
    }

    private static Subscription Owner(Call call) =>
        call.World.Subscriptions.FirstOrDefault(subscription => subscription.Items.Any(item => item.Id == call.Id))
        ?? throw ApiException.NotFound("subscription_item", call.Id);

    private static JsonObject Render(StripeWorld world, Subscription subscription, string id) =>
        subscription.Items.Single(item => item.Id == id).Render(world, subscription);
}
