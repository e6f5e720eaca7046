using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

public sealed class Charge : Entity
{
    public required string CustomerId { get; init; }

    public required string PaymentIntentId { get; init; }

    public required string PaymentMethodId { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary><c>succeeded</c>, <c>pending</c> or <c>failed</c>.</summary>
    public required string Status { get; set; }

    public string? DeclineCode { get; set; }

    public long AmountRefunded { get; set; }

    public bool Disputed { get; set; }

    internal override string Kind => "charge";

    internal static string MessageOf(string? declineCode) => declineCode switch
    {
        "insufficient_funds" => "Your card has insufficient funds.",
        "expired_card" => "Your card has expired.",
        "authentication_required" => "Your card was declined. This transaction requires authentication.",
        _ => "Your card was declined.",
    };

    internal override JsonObject Render(StripeWorld world)
    {
        var customer = world.Customers[CustomerId];
        var paid = Status is "succeeded";
        return new JsonObject
        {
            ["id"] = Id,
            ["object"] = "charge",
            ["amount"] = Amount,
            ["amount_captured"] = paid ? Amount : 0,
            ["amount_refunded"] = AmountRefunded,
            ["balance_transaction"] = null,
            ["billing_details"] = new JsonObject
            {
                ["address"] = null,
                ["email"] = customer.Email,
                ["name"] = customer.Name,
                ["phone"] = null,
                ["tax_id"] = null,
            },
            ["calculated_statement_descriptor"] = "SIMULATOR",
            ["captured"] = paid,
            ["created"] = Created.Unix(),
            ["currency"] = Currency,
            ["customer"] = CustomerId,
            ["description"] = "Subscription payment",
            ["disputed"] = Disputed,
            ["failure_code"] = DeclineCode is null ? null : "card_declined",
            ["failure_message"] = DeclineCode is null ? null : MessageOf(DeclineCode),
            ["fraud_details"] = new JsonObject(),
            ["livemode"] = world.Livemode,
            ["metadata"] = Metadata.ToJson(),
            ["outcome"] = RenderOutcome(),
            ["paid"] = paid,
            ["payment_intent"] = PaymentIntentId,
            ["payment_method"] = PaymentMethodId,
            ["payment_method_details"] = new JsonObject
            {
                ["card"] = world.PaymentMethods[PaymentMethodId].RenderCard(),
                ["type"] = "card",
            },
            ["receipt_email"] = null,
            ["receipt_number"] = null,
            ["receipt_url"] = paid ? $"{world.BaseUrl}/pages/invoices/{world.PaymentIntents[PaymentIntentId].InvoiceId}" : null,
            ["refunded"] = AmountRefunded == Amount,
            ["review"] = null,
            ["shipping"] = null,
            ["status"] = Status,
        };
    }

    private JsonObject RenderOutcome() => new()
    {
        ["network_status"] = Status is "failed" ? "declined_by_network" : "approved_by_network",
        ["reason"] = DeclineCode,
        ["risk_level"] = "normal",
        ["risk_score"] = 20,
        ["seller_message"] = Status is "failed" ? "The bank returned a decline." : "Payment complete.",
        ["type"] = Status is "failed" ? "issuer_declined" : "authorized",
    };
}
