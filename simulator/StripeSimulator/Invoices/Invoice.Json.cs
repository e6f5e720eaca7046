using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Invoices;

public sealed partial class Invoice
{
    internal override JsonObject Render(StripeWorld world)
    {
        var customer = world.Customers[CustomerId];
        var json = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "invoice",
            ["account_country"] = "US",
            ["account_name"] = "Simulator",
            ["account_tax_ids"] = null,
            ["amount_due"] = AmountDue,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = AmountPaid,
            ["amount_remaining"] = AmountRemaining,
            ["amount_shipping"] = 0,
            ["attempt_count"] = AttemptCount,
            ["attempted"] = Attempted,
            ["auto_advance"] = AutoAdvance,
            ["automatic_tax"] = new JsonObject
            {
                ["disabled_reason"] = null,
                ["enabled"] = AutomaticTax,
                ["liability"] = AutomaticTax ? new JsonObject { ["type"] = "self" } : null,
                ["provider"] = AutomaticTax ? "stripe" : null,
                ["status"] = AutomaticTax ? "complete" : null,
            },
            ["automatically_finalizes_at"] = Status is "draft" ? FinalizesAt.Unix() : null,
            ["billing_reason"] = BillingReason,
            ["collection_method"] = "charge_automatically",
            ["created"] = Created.Unix(),
            ["currency"] = Currency,
            ["custom_fields"] = null,
            ["customer"] = CustomerId,
            ["customer_address"] = null,
            ["customer_email"] = customer.Email,
            ["customer_name"] = customer.Name,
            ["customer_phone"] = customer.Phone,
            ["customer_shipping"] = null,
            ["customer_tax_exempt"] = "none",
            ["customer_tax_ids"] = new JsonArray(),
            ["default_payment_method"] = DefaultPaymentMethodId,
            ["default_source"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = Lines.Select(line => line.DiscountId).OfType<string>().Distinct().ToJson(),
            ["due_date"] = null,
            ["effective_at"] = FinalizedAt.Unix(),
            ["ending_balance"] = EndingBalance,
            ["footer"] = null,
            ["from_invoice"] = null,
            ["hosted_invoice_url"] = FinalizedAt is null ? null : $"{world.BaseUrl}/pages/invoices/{Id}",
            ["invoice_pdf"] = FinalizedAt is null ? null : $"{world.BaseUrl}/pages/invoices/{Id}/pdf",
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["last_finalization_error"] = null,
            ["latest_revision"] = null,
            ["lines"] = RenderLines(world),
            ["livemode"] = world.Livemode,
            ["metadata"] = Metadata.ToJson(),
            ["next_payment_attempt"] = (Status is "draft" ? FinalizesAt : NextPaymentAttempt).Unix(),
            ["number"] = Number,
            ["on_behalf_of"] = null,
            ["parent"] = RenderParent(world),
            ["payment_settings"] = new JsonObject
            {
                ["default_mandate"] = null,
                ["payment_method_options"] = null,
                ["payment_method_types"] = null,
            },
            ["period_end"] = PeriodEnd.Unix(),
            ["period_start"] = PeriodStart.Unix(),
            ["post_payment_credit_notes_amount"] = 0,
            ["pre_payment_credit_notes_amount"] = 0,
            ["receipt_number"] = null,
            ["rendering"] = null,
            ["starting_balance"] = StartingBalance,
            ["statement_descriptor"] = null,
            ["status"] = Status,
            ["status_transitions"] = new JsonObject
            {
                ["finalized_at"] = FinalizedAt.Unix(),
                ["marked_uncollectible_at"] = UncollectibleAt.Unix(),
                ["paid_at"] = PaidAt.Unix(),
                ["voided_at"] = VoidedAt.Unix(),
            },
            ["subtotal"] = Subtotal,
            ["subtotal_excluding_tax"] = Subtotal,
            ["test_clock"] = null,
            ["total"] = Total,
            ["total_discount_amounts"] = RenderDiscounts(),
            ["total_excluding_tax"] = Total - Tax,
            ["total_pretax_credit_amounts"] = new JsonArray(),
            ["total_taxes"] = Tax == 0 ? new JsonArray() : [InvoiceLine.TaxAmount(Tax, Total - Tax)],
            ["webhooks_delivered_at"] = Created.Unix(),
        };
        if (Status is "uncollectible")
            json["status_details"] = new JsonObject { ["uncollectible"] = new JsonObject { ["reason"] = UncollectibleReason } };
        return json;
    }

    /// <summary>Answers hold ten lines; the rest is at <c>/v1/invoices/{id}/lines</c>.</summary>
    private JsonObject RenderLines(StripeWorld world)
    {
        const int shown = 10;
        return Json.List(
            $"/v1/invoices/{Id}/lines", Lines.Take(shown).Select(line => line.Render(world, Id, Currency)), hasMore: Lines.Count > shown);
    }

    private JsonObject? RenderParent(StripeWorld world) => SubscriptionId is null ? null : new JsonObject
    {
        ["quote_details"] = null,
        ["subscription_details"] = new JsonObject
        {
            ["metadata"] = world.Subscriptions.Find(SubscriptionId)?.Metadata.ToJson() ?? new JsonObject(),
            ["subscription"] = SubscriptionId,
        },
        ["type"] = "subscription_details",
    };

    private JsonArray RenderDiscounts() => Lines
        .Where(line => line.DiscountId is not null)
        .GroupBy(line => line.DiscountId)
        .Select(lines => (JsonNode?)new JsonObject { ["amount"] = lines.Sum(line => line.Discount), ["discount"] = lines.Key })
        .ToJson();
}
