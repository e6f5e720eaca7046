using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Invoices;

/// <summary>A proration that waits for the next invoice.</summary>
public sealed class InvoiceItem : Entity
{
    public required string CustomerId { get; init; }

    public required string Currency { get; init; }

    public required InvoiceLine Line { get; init; }

    /// <summary>Null while it waits.</summary>
    public string? InvoiceId { get; set; }

    internal override string Kind => "invoiceitem";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "invoiceitem",
        ["amount"] = Line.Amount,
        ["currency"] = Currency,
        ["customer"] = CustomerId,
        ["date"] = Created.Unix(),
        ["description"] = Line.Description,
        ["discountable"] = false,
        ["discounts"] = new JsonArray(),
        ["invoice"] = InvoiceId,
        ["livemode"] = world.Livemode,
        ["metadata"] = Metadata.ToJson(),
        ["net_amount"] = Line.Amount,
        ["parent"] = new JsonObject
        {
            ["subscription_details"] = new JsonObject
            {
                ["subscription"] = Line.SubscriptionId,
                ["subscription_item"] = Line.SubscriptionItemId,
            },
            ["type"] = "subscription_details",
        },
        ["period"] = new JsonObject { ["end"] = Line.Until.Unix(), ["start"] = Line.From.Unix() },
        ["pricing"] = InvoiceLine.RenderPricing(world, Line.PriceId),
        ["proration"] = Line.IsProration,
        ["quantity"] = Line.Quantity,
        ["tax_rates"] = new JsonArray(),
        ["test_clock"] = null,
    };
}
