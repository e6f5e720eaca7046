using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

public sealed class Refund : Entity
{
    public required string ChargeId { get; init; }

    public required string PaymentIntentId { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public string? Reason { get; init; }

    internal override string Kind => "refund";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "refund",
        ["amount"] = Amount,
        ["balance_transaction"] = null,
        ["charge"] = ChargeId,
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["metadata"] = Metadata.ToJson(),
        ["payment_intent"] = PaymentIntentId,
        ["reason"] = Reason,
        ["receipt_number"] = null,
        ["status"] = "succeeded",
    };
}
