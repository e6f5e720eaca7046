using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

internal static class SubscriptionsApi
{
    private const string Common =
        "items metadata default_payment_method payment_behavior proration_behavior cancel_at cancel_at_period_end trial_end trial_settings "
        + "automatic_tax discounts description collection_method off_session payment_settings";

    public static void Map(Routes routes)
    {
        routes.Post("v1/subscriptions", Create, $"{Common} customer currency trial_period_days billing_mode");
        routes.List("v1/subscriptions", List, "status customer price");
        routes.Get("v1/subscriptions/{id}", call => call.World.Subscriptions.Get(call.Id).Render(call.World));
        routes.Post("v1/subscriptions/{id}", SubscriptionUpdates.Update,
            $"{Common} proration_date billing_cycle_anchor pause_collection cancellation_details");
        routes.Delete("v1/subscriptions/{id}", Cancel, "cancellation_details invoice_now prorate");
        routes.Post("v1/subscriptions/{id}/pause", Pause, "type bill_for invoicing_behavior");
        routes.Post("v1/subscriptions/{id}/resume", Resume, "billing_cycle_anchor proration_behavior payment_behavior");
    }

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        CheckCovered(parameters);
        var customer = world.Customers.Required(parameters, "customer");
        var items = parameters.Each("items").Select(item => ItemOf(world, item)).ToList();
        if (items.Count == 0)
            throw ApiException.MissingParameter("items");
        var discounts = Discount.Asked(world, parameters);
        var subscription = Start.Begin(world, new NewSubscription(customer, items)
        {
            Description = parameters.Text("description"),
            DefaultPaymentMethodId = world.PaymentMethods.Optional(parameters, "default_payment_method")?.Id,
            TrialEnd = TrialEnd(world, parameters),
            MissingPaymentMethod = MissingPaymentMethod(parameters) ?? "create_invoice",
            AutomaticTax = parameters.Child("automatic_tax").Flag("enabled") ?? false,
            Discount = discounts.Count > 0 ? discounts[0] : null,
            PaymentBehavior = parameters.Word(
                "payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete") ?? "allow_incomplete",
            Metadata = Metadata(parameters),
        });
        if (parameters.Has("cancel_at") || parameters.Has("cancel_at_period_end"))
            world.Change(subscription, () => SubscriptionUpdates.PlanCancellation(world, subscription, parameters));
        return subscription.Render(world);
    }

    /// <exception cref="ApiException">What would be billed in another way than the simulator does.</exception>
    public static void CheckCovered(Parameters parameters)
    {
        if (parameters.Text("collection_method") is not (null or "charge_automatically"))
            throw ApiException.Invalid("The simulator covers collection_method=charge_automatically.", "collection_method");
        if (parameters.Child("billing_mode").Text("type") is not (null or "flexible"))
            throw ApiException.Invalid("The simulator covers billing_mode[type]=flexible.", "billing_mode[type]");
    }

    public static NewItem ItemOf(StripeWorld world, Parameters item)
    {
        var price = world.Prices.Required(item, "price");
        return new NewItem(price, item.Integer("quantity") ?? 1, Metadata(item));
    }

    public static Dictionary<string, string> Metadata(Parameters parameters)
    {
        var metadata = new Dictionary<string, string>();
        parameters.MergeMetadataInto(metadata);
        return metadata;
    }

    public static string? MissingPaymentMethod(Parameters parameters) => parameters.Child("trial_settings").Child("end_behavior")
        .Word("missing_payment_method", "create_invoice", "pause", "cancel");

    /// <summary>From <c>trial_end</c> or <c>trial_period_days</c>; null for no trial.</summary>
    public static DateTimeOffset? TrialEnd(StripeWorld world, Parameters parameters)
    {
        if (parameters.Integer("trial_period_days") is { } days)
        {
            return days > 0 ? world.Clock.Now.AddDays(days)
                : throw ApiException.Invalid("trial_period_days must be at least 1.", "trial_period_days");
        }

        if (parameters.Text("trial_end") is null or "now")
            return null;
        var end = parameters.Time("trial_end");
        return end > world.Clock.Now ? end : throw ApiException.Invalid("`trial_end` must be a timestamp in the future.", "trial_end");
    }

    private static JsonObject Cancel(Call call)
    {
        var (world, subscription) = (call.World, call.World.Subscriptions.Get(call.Id));
        if (subscription.HasEnded)
            throw ApiException.NotFound("subscription", call.Id);
        SubscriptionUpdates.ReadReasons(subscription, call.Parameters);
        var credits = call.Parameters.Flag("prorate") is true ? Lines.OfChange(world, subscription, [], world.Clock.Now).ToList() : [];
        if (call.Parameters.Flag("invoice_now") is true && subscription.Status is not "incomplete")
        {
            var invoice = world.Lifecycle.InvoiceNow(subscription, "subscription_update", [.. world.Lifecycle.Pending(subscription), .. credits]);
            if (invoice.Status is "open")
                world.Collection.Collect(invoice);
        }
        else
        {
            world.Lifecycle.PutPending(subscription, credits);
        }

        world.Lifecycle.Cancel(subscription, "cancellation_requested");
        return subscription.Render(world);
    }

    private static JsonObject Pause(Call call)
    {
        var (world, subscription) = (call.World, call.World.Subscriptions.Get(call.Id));
        if (subscription.Status is not ("active" or "trialing"))
            throw ApiException.Refused("Only an active subscription can be paused.");
        world.Lifecycle.Pause(subscription);
        return subscription.Render(world);
    }

    private static JsonObject Resume(Call call)
    {
        var (world, subscription) = (call.World, call.World.Subscriptions.Get(call.Id));
        if (subscription.Status is not "paused")
            throw ApiException.Refused("You can only resume a subscription that is paused.");
        world.Lifecycle.Resume(subscription, call.Parameters.Text("payment_behavior") is "resume_on_payment_success");
        return subscription.Render(world);
    }

    private static JsonObject List(Call call)
    {
        var parameters = call.Parameters;
        var status = parameters.Text("status");
        var (customer, price) = (parameters.Text("customer"), parameters.Text("price"));
        return call.Page(call.World.Subscriptions, found => Is(found, status)
            && (customer is null || found.CustomerId == customer)
            && (price is null || found.Items.Any(item => item.PriceId == price)));
    }

    private static bool Is(Subscription subscription, string? status) => status switch
    {
        null => !subscription.HasEnded,                            // Stripe hides them unless they are asked for
        "all" => true,
        "ended" => subscription.HasEnded,
        _ => subscription.Status == status,
    };
}
