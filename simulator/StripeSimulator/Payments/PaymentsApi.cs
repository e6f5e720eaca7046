using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Payments;

internal static class PaymentsApi
{
    public static void Map(Routes routes)
    {
        routes.List("v1/payment_intents", ListIntents, "customer");
        routes.Get("v1/payment_intents/{id}", call => call.World.PaymentIntents.Get(call.Id).Render(call.World));
        routes.List("v1/charges", ListCharges, "customer payment_intent");
        routes.Get("v1/charges/{id}", call => call.World.Charges.Get(call.Id).Render(call.World));
    }

    private static JsonObject ListIntents(Call call)
    {
        var customer = call.Parameters.Text("customer");
        return call.Page(call.World.PaymentIntents, intent => customer is null || intent.CustomerId == customer);
    }

    private static JsonObject ListCharges(Call call)
    {
        var (customer, intent) = (call.Parameters.Text("customer"), call.Parameters.Text("payment_intent"));
        return call.Page(call.World.Charges, charge =>
            (customer is null || charge.CustomerId == customer) && (intent is null || charge.PaymentIntentId == intent));
    }
}
