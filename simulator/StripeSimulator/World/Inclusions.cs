using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Checkout;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.World;

/// <summary>Lists that an object has only when they are asked for.</summary>
internal static class Inclusions
{
    public static bool TryInclude(this StripeWorld world, JsonObject answer, string name, out JsonNode? included)
    {
        included = answer["id"] is JsonValue id && world.FindAny(id.GetValue<string>()) is { } entity ? Include(world, entity, name) : null;
        if (included is null)
            return false;
        answer[name] = included;
        return true;
    }

    private static JsonObject? Include(StripeWorld world, Entity entity, string name) => (entity, name) switch
    {
        (CheckoutSession session, "line_items") => session.RenderLineItems(world),
        (Invoice invoice, "payments") => Json.List(
            $"/v1/invoices/{invoice.Id}/payments",
            world.InvoicePayments.Find(invoice.InvoicePaymentId) is { } payment ? [payment.Render(world)] : []),
        (Invoice invoice, "confirmation_secret") => new JsonObject
        {
            ["client_secret"] = $"{invoice.PaymentIntentId}_secret_simulated",
            ["type"] = "payment_intent",
        },
        (Customer customer, "subscriptions") => Json.List(
            $"/v1/customers/{customer.Id}/subscriptions",
            world.Subscriptions.Where(found => found.CustomerId == customer.Id && !found.HasEnded).Select(found => found.Render(world))),
        (Charge charge, "refunds") => Json.List(
            $"/v1/charges/{charge.Id}/refunds",
            world.Refunds.Where(refund => refund.ChargeId == charge.Id).Select(refund => refund.Render(world))),
        _ => null,
    };
}
