using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

internal static class RefundsApi
{
    public static void Map(Routes routes)
    {
        routes.Post("v1/refunds", Create, "charge payment_intent amount reason metadata");
        routes.List("v1/refunds", List, "charge payment_intent");
        routes.Get("v1/refunds/{id}", call => call.World.Refunds.Get(call.Id).Render(call.World));
        routes.Post("v1/refunds/{id}", Update, "metadata");
    }

    /// <param name="amount">All that is left when null.</param>
    public static Refund Refund(
        StripeWorld world, Charge charge, long? amount = null, string? reason = null, Dictionary<string, string>? metadata = null)
    {
        var left = charge.Amount - charge.AmountRefunded;
        if (charge.Status is not "succeeded")
            throw ApiException.Refused("This charge has not succeeded and cannot be refunded.", "charge_not_refundable");
        if (charge.Disputed)
            throw ApiException.Refused($"Charge {charge.Id} has been charged back; cannot issue a refund.", "charge_disputed");
        if (left == 0)
            throw ApiException.Refused($"Charge {charge.Id} has already been refunded.", "charge_already_refunded");
        if (amount > left)
            throw ApiException.Refused($"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", parameter: "amount");
        if (amount <= 0)
            throw ApiException.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");

        var refund = world.Add(world.Refunds, "re", new Refund
        {
            ChargeId = charge.Id,
            PaymentIntentId = charge.PaymentIntentId,
            Amount = amount ?? left,
            Currency = charge.Currency,
            Reason = reason,
            Metadata = metadata ?? [],
        });
        world.ChangeQuietly(charge, () => charge.AmountRefunded += refund.Amount);
        world.Emit("charge.refunded", charge);
        return refund;
    }

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var intent = world.PaymentIntents.Optional(parameters, "payment_intent");
        var charge = world.Charges.Optional(parameters, "charge") ?? world.Charges.Find(intent?.LatestChargeId);
        if (charge is null)
        {
            throw intent is null ? ApiException.MissingParameter("charge")
                : ApiException.Refused("This PaymentIntent does not have a successful charge to refund.", "payment_intent_unexpected_state");
        }

        var metadata = new Dictionary<string, string>();
        parameters.MergeMetadataInto(metadata);
        var reason = parameters.Word("reason", "duplicate", "fraudulent", "requested_by_customer");
        return Refund(world, charge, parameters.Integer("amount"), reason, metadata).Render(world);
    }

    private static JsonObject Update(Call call)
    {
        var refund = call.World.Refunds.Get(call.Id);
        call.World.Change(refund, () => call.Parameters.MergeMetadataInto(refund.Metadata));
        return refund.Render(call.World);
    }

    private static JsonObject List(Call call)
    {
        var (charge, intent) = (call.Parameters.Text("charge"), call.Parameters.Text("payment_intent"));
        return call.Page(call.World.Refunds, refund =>
            (charge is null || refund.ChargeId == charge) && (intent is null || refund.PaymentIntentId == intent));
    }
}
