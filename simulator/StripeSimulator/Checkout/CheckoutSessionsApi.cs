using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Checkout;

internal static class CheckoutSessionsApi
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    public static void Map(Routes routes)
    {
        routes.Post("v1/checkout/sessions", Create,
            "mode line_items customer customer_email customer_update client_reference_id success_url cancel_url metadata subscription_data "
            + "allow_promotion_codes automatic_tax expires_at discounts payment_method_collection payment_method_types ui_mode locale "
            + "billing_address_collection tax_id_collection saved_payment_method_options currency");
        routes.List("v1/checkout/sessions", List, "customer subscription status payment_intent");
        routes.Get("v1/checkout/sessions/{id}", call => call.World.CheckoutSessions.Get(call.Id).Render(call.World));
        routes.List("v1/checkout/sessions/{id}/line_items", call => call.World.CheckoutSessions.Get(call.Id).RenderLineItems(call.World));
        routes.Post("v1/checkout/sessions/{id}/expire", Expire);
    }

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        if (parameters.Required("mode") is not "subscription")
            throw ApiException.Invalid("The simulator covers mode=subscription.", "mode");
        if (parameters.Text("ui_mode") is not (null or "hosted_page"))
            throw ApiException.Invalid("The simulator covers ui_mode=hosted_page.", "ui_mode");
        var data = parameters.Child("subscription_data");
        SubscriptionsApi.CheckCovered(data);
        var discount = Discount.Asked(world, parameters).Select(asked => ((Coupon, PromotionCode?)?)asked).FirstOrDefault();
        if (discount is not null && parameters.Flag("allow_promotion_codes") is true)
            throw ApiException.Invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.", "discounts");

        var session = new CheckoutSession
        {
            Id = world.Ids.Next(world.Livemode ? "cs_live" : "cs_test", 40),
            Items = ItemsOf(world, parameters),
            CustomerId = world.Customers.Optional(parameters, "customer")?.Id,
            CustomerEmail = parameters.Text("customer_email"),
            SuccessUrl = parameters.Required("success_url"),
            CancelUrl = parameters.Text("cancel_url"),
            ClientReferenceId = parameters.Text("client_reference_id"),
            ExpiresAt = ExpiryOf(world, parameters),
            TrialDays = (int?)data.Integer("trial_period_days"),
            TrialEnd = data.Time("trial_end"),
            MissingPaymentMethod = SubscriptionsApi.MissingPaymentMethod(data) ?? "create_invoice",
            PaymentMethodCollection = parameters.Word("payment_method_collection", "always", "if_required") ?? "always",
            AllowPromotionCodes = parameters.Flag("allow_promotion_codes") ?? false,
            AutomaticTax = parameters.Child("automatic_tax").Flag("enabled") ?? false,
            CouponId = discount?.Item1.Id,
            PromotionCodeId = discount?.Item2?.Id,
            SubscriptionMetadata = SubscriptionsApi.Metadata(data),
            SubscriptionDescription = data.Text("description"),
            Metadata = SubscriptionsApi.Metadata(parameters),
        };
        return world.Add(world.CheckoutSessions, "cs", session, announce: false).Render(world);
    }

    private static List<CheckoutItem> ItemsOf(StripeWorld world, Parameters parameters)
    {
        var items = parameters.Each("line_items").Select(item =>
        {
            var price = world.Prices.Required(item, "price");
            if (!price.Active)
                throw ApiException.Invalid("The price specified is inactive. This field only accepts active prices.", item.PathOf("price"));
            if (price.Interval is null)
                throw ApiException.Invalid("You must provide at least one recurring price in `subscription` mode.", item.PathOf("price"));
            if (!price.IsMetered && item.Integer("quantity") is null or <= 0)
                throw ApiException.Invalid("Quantity is required. Add `quantity` to `line_items[0]`", item.PathOf("quantity"));
            return new CheckoutItem(world.Ids.Next("li"), price.Id, item.Integer("quantity") ?? 1);
        }).ToList();
        return items.Count > 0 ? items : throw ApiException.MissingParameter("line_items");
    }

    private static DateTimeOffset ExpiryOf(StripeWorld world, Parameters parameters)
    {
        var now = world.Clock.Now;
        var asked = parameters.Time("expires_at") ?? now + LongestLife;
        return asked >= now + ShortestLife && asked <= now + LongestLife ? asked : throw ApiException.Invalid(
            "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.", "expires_at");
    }

    private static JsonObject List(Call call)
    {
        var parameters = call.Parameters;
        var (customer, subscription, status) = (parameters.Text("customer"), parameters.Text("subscription"), parameters.Text("status"));
        return call.Page(call.World.CheckoutSessions, session =>
            (customer is null || session.CustomerId == customer)
            && (subscription is null || session.SubscriptionId == subscription)
            && (status is null || session.Status == status));
    }

    private static JsonObject Expire(Call call)
    {
        var session = call.World.CheckoutSessions.Get(call.Id);
        if (session.Status is not "open")
            throw ApiException.Refused($"Only Checkout Sessions with a status in [\"open\"] can be expired. This one is {session.Status}.");
        session.Expire(call.World);
        return session.Render(call.World);
    }
}
