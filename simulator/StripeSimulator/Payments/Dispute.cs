using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

/// <summary>A customer tells their bank that a charge was wrong.</summary>
public sealed class Dispute : Entity
{
    public required string ChargeId { get; init; }

    public required string PaymentIntentId { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public string Reason { get; init; } = "general";

    /// <summary><c>needs_response</c>, <c>won</c> or <c>lost</c>.</summary>
    public string Status { get; set; } = "needs_response";

    internal override string Kind => "charge.dispute";

    internal static Dispute Open(StripeWorld world, Charge charge, string reason)
    {
        if (charge.Status is not "succeeded" || charge.Disputed)
            throw ApiException.Refused("Only a charge that succeeded can be disputed, and once.");
        world.Change(charge, () => charge.Disputed = true);
        return world.Add(world.Disputes, "du", new Dispute
        {
            ChargeId = charge.Id,
            PaymentIntentId = charge.PaymentIntentId,
            Amount = charge.Amount,
            Currency = charge.Currency,
            Reason = reason,
        });
    }

    internal void Close(StripeWorld world, bool won)
    {
        world.Change(this, () => Status = won ? "won" : "lost");
        world.Emit("charge.dispute.closed", this);
    }

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "dispute",
        ["amount"] = Amount,
        ["balance_transactions"] = new JsonArray(),
        ["charge"] = ChargeId,
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["evidence"] = new JsonObject(),
        ["evidence_details"] = new JsonObject
        {
            ["due_by"] = Created.AddDays(9).Unix(),
            ["has_evidence"] = false,
            ["past_due"] = false,
            ["submission_count"] = 0,
        },
        ["is_charge_refundable"] = false,
        ["livemode"] = world.Livemode,
        ["metadata"] = Metadata.ToJson(),
        ["payment_intent"] = PaymentIntentId,
        ["reason"] = Reason,
        ["status"] = Status,
    };
}

internal static class DisputesApi
{
    public static void Map(Routes routes)
    {
        routes.List("v1/disputes", call => call.Page(call.World.Disputes, dispute =>
            call.Parameters.Text("charge") is not { } charge || dispute.ChargeId == charge), "charge payment_intent");
        routes.Get("v1/disputes/{id}", call => call.World.Disputes.Get(call.Id).Render(call.World));
        routes.Post("v1/disputes/{id}/close", Lose);
    }

    // To close a dispute is to give in.
    private static JsonObject Lose(Call call)
    {
        var dispute = call.World.Disputes.Get(call.Id);
        if (dispute.Status is not "needs_response")
            throw ApiException.Refused("This dispute is already closed.");
        dispute.Close(call.World, won: false);
        return dispute.Render(call.World);
    }
}
