using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Checkout;

/// <summary>Where a person is sent to pay for a subscription.</summary>
public sealed class CheckoutSession : Entity
{
    public required IReadOnlyList<CheckoutItem> Items { get; init; }

    public string? CustomerId { get; set; }

    public string? CustomerEmail { get; init; }

    public required string SuccessUrl { get; init; }

    public string? CancelUrl { get; init; }

    public string? ClientReferenceId { get; init; }

    /// <summary><c>open</c>, <c>complete</c> or <c>expired</c>.</summary>
    public string Status { get; set; } = "open";

    /// <summary><c>unpaid</c>, <c>paid</c> or <c>no_payment_required</c>.</summary>
    public string PaymentStatus { get; set; } = "unpaid";

    public required DateTimeOffset ExpiresAt { get; init; }

    public int? TrialDays { get; init; }

    public DateTimeOffset? TrialEnd { get; init; }

    public string MissingPaymentMethod { get; init; } = "create_invoice";

    public string PaymentMethodCollection { get; init; } = "always";

    public bool AllowPromotionCodes { get; init; }

    public bool AutomaticTax { get; init; }

    public string? CouponId { get; set; }

    public string? PromotionCodeId { get; set; }

    public Dictionary<string, string> SubscriptionMetadata { get; init; } = [];

    public string? SubscriptionDescription { get; init; }

    public string? SubscriptionId { get; set; }

    public string? InvoiceId { get; set; }

    internal override string Kind => "checkout.session";

    internal bool HasTrial => TrialDays is not null || TrialEnd is not null;

    internal long Subtotal(StripeWorld world) => HasTrial ? 0 : Items.Sum(item => world.Prices[item.PriceId].Cost(item.Quantity));

    internal long Discount(StripeWorld world) => world.Coupons.Find(CouponId)?.Off(Subtotal(world)) ?? 0;

    internal long Total(StripeWorld world) => Subtotal(world) - Discount(world);

    internal string Currency(StripeWorld world) => world.Prices[Items[0].PriceId].Currency;

    internal override DateTimeOffset? NextDue(StripeWorld world) => Status is "open" ? ExpiresAt : null;

    internal override void RunDue(StripeWorld world) => Expire(world);

    internal void Expire(StripeWorld world)
    {
        world.ChangeQuietly(this, () => Status = "expired");
        world.Emit("checkout.session.expired", this);
    }

    internal JsonObject RenderLineItems(StripeWorld world) => Json.List($"/v1/checkout/sessions/{Id}/line_items", Items.Select(item =>
    {
        var price = world.Prices[item.PriceId];
        var amount = HasTrial ? 0 : price.Cost(item.Quantity);
        return (JsonNode?)new JsonObject
        {
            ["id"] = item.Id,
            ["object"] = "item",
            ["amount_discount"] = 0,
            ["amount_subtotal"] = amount,
            ["amount_tax"] = 0,
            ["amount_total"] = amount,
            ["currency"] = price.Currency,
            ["description"] = world.Products[price.ProductId].Name,
            ["discounts"] = new JsonArray(),
            ["price"] = price.Render(world),
            ["quantity"] = item.Quantity,
            ["taxes"] = new JsonArray(),
        };
    }));

    internal override JsonObject Render(StripeWorld world) => CheckoutJson.Render(world, this);
}

public sealed record CheckoutItem(string Id, string PriceId, long Quantity);
