using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Invoices;

/// <summary>What connects an invoice with the payment intent that pays it.</summary>
public sealed class InvoicePayment : Entity
{
    public required string InvoiceId { get; init; }

    public required string PaymentIntentId { get; init; }

    public required long AmountRequested { get; init; }

    public required string Currency { get; init; }

    public long? AmountPaid { get; set; }

    /// <summary><c>open</c>, <c>paid</c> or <c>canceled</c>.</summary>
    public string Status { get; set; } = "open";

    public DateTimeOffset? PaidAt { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    internal override string Kind => "invoice_payment";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "invoice_payment",
        ["amount_paid"] = AmountPaid,
        ["amount_requested"] = AmountRequested,
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["invoice"] = InvoiceId,
        ["is_default"] = true,
        ["livemode"] = world.Livemode,
        ["payment"] = new JsonObject { ["payment_intent"] = PaymentIntentId, ["type"] = "payment_intent" },
        ["status"] = Status,
        ["status_transitions"] = new JsonObject { ["canceled_at"] = CanceledAt.Unix(), ["paid_at"] = PaidAt.Unix() },
    };
}
