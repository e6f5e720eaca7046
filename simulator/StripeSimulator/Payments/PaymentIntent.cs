using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

public sealed class PaymentIntent : Entity
{
    public required string CustomerId { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>The invoice that it pays; Stripe no longer shows it here, only in the invoice's payments.</summary>
    public string? InvoiceId { get; init; }

    /// <summary><c>requires_payment_method</c>, <c>requires_action</c>, <c>processing</c>, <c>succeeded</c> or <c>canceled</c>.</summary>
    public string Status { get; set; } = "requires_payment_method";

    public string? PaymentMethodId { get; set; }

    public string? LatestChargeId { get; set; }

    public string? DeclineCode { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    internal override string Kind => "payment_intent";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "payment_intent",
        ["amount"] = Amount,
        ["amount_capturable"] = 0,
        ["amount_received"] = Status is "succeeded" ? Amount : 0,
        ["canceled_at"] = CanceledAt.Unix(),
        ["cancellation_reason"] = CanceledAt is null ? null : "void_invoice",
        ["capture_method"] = "automatic",
        ["client_secret"] = $"{Id}_secret_simulated",
        ["confirmation_method"] = "automatic",
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["customer"] = CustomerId,
        ["description"] = "Subscription payment",
        ["last_payment_error"] = DeclineCode is null ? null : new JsonObject
        {
            ["charge"] = LatestChargeId,
            ["code"] = "card_declined",
            ["decline_code"] = DeclineCode,
            ["message"] = Charge.MessageOf(DeclineCode),
            ["type"] = "card_error",
        },
        ["latest_charge"] = LatestChargeId,
        ["livemode"] = world.Livemode,
        ["metadata"] = Metadata.ToJson(),
        ["next_action"] = Status is not "requires_action" ? null : new JsonObject
        {
            ["redirect_to_url"] = new JsonObject
            {
                ["return_url"] = null,
                ["url"] = $"{world.BaseUrl}/pages/invoices/{InvoiceId}",
            },
            ["type"] = "redirect_to_url",
        },
        ["payment_method"] = PaymentMethodId,
        ["payment_method_types"] = new JsonArray("card"),
        ["receipt_email"] = null,
        ["setup_future_usage"] = "off_session",
        ["shipping"] = null,
        ["status"] = Status,
    };
}
