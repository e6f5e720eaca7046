using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Invoices;

/// <summary>What a subscription item costs for a period, or a part of it that a change gives back or adds.</summary>
public sealed class InvoiceLine
{
    public string Id { get; set; } = "";

    /// <summary>In minor units; negative for credit.</summary>
    public required long Amount { get; init; }

    public required string Description { get; init; }

    public required string PriceId { get; init; }

    public required long Quantity { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public bool IsProration { get; init; }

    public required string SubscriptionId { get; init; }

    public required string SubscriptionItemId { get; init; }

    /// <summary>The pending item that it was before it came onto an invoice.</summary>
    public string? InvoiceItemId { get; set; }

    public long Discount { get; set; }

    public string? DiscountId { get; set; }

    public long Tax { get; set; }

    internal JsonObject Render(StripeWorld world, string? invoiceId, string currency) => new()
    {
        ["id"] = Id,
        ["object"] = "line_item",
        ["amount"] = Amount,
        ["currency"] = currency,
        ["description"] = Description,
        ["discount_amounts"] = DiscountId is null
            ? new JsonArray()
            : [new JsonObject { ["amount"] = Discount, ["discount"] = DiscountId }],
        ["discountable"] = !IsProration,
        ["discounts"] = DiscountId is null ? new JsonArray() : [DiscountId],
        ["invoice"] = invoiceId,
        ["livemode"] = world.Livemode,
        ["metadata"] = new JsonObject(),
        ["parent"] = new JsonObject
        {
            ["invoice_item_details"] = null,
            ["subscription_item_details"] = new JsonObject
            {
                ["invoice_item"] = InvoiceItemId,
                ["proration"] = IsProration,
                ["proration_details"] = new JsonObject { ["credited_items"] = null },
                ["subscription"] = SubscriptionId,
                ["subscription_item"] = SubscriptionItemId,
            },
            ["type"] = "subscription_item_details",
        },
        ["period"] = new JsonObject { ["end"] = Until.Unix(), ["start"] = From.Unix() },
        ["pretax_credit_amounts"] = new JsonArray(),
        ["pricing"] = RenderPricing(world, PriceId),
        ["quantity"] = Quantity,
        ["subscription"] = SubscriptionId,
        ["subtotal"] = Amount,
        ["taxes"] = Tax == 0 ? new JsonArray() : [TaxAmount(Tax, Amount - Discount)],
    };

    internal static JsonObject RenderPricing(StripeWorld world, string priceId)
    {
        var price = world.Prices[priceId];
        return new JsonObject
        {
            ["price_details"] = new JsonObject { ["price"] = priceId, ["product"] = price.ProductId },
            ["type"] = "price_details",
            ["unit_amount_decimal"] = price.UnitAmount.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    internal static JsonObject TaxAmount(long tax, long taxable) => new()
    {
        ["amount"] = tax,
        ["tax_behavior"] = "exclusive",
        ["tax_rate_details"] = new JsonObject { ["tax_rate"] = "txr_simulated" },
        ["taxability_reason"] = "standard_rated",
        ["taxable_amount"] = taxable,
        ["type"] = "tax_rate_details",
    };
}
