using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Catalog;

/// <summary>A coupon that applies to a subscription, for a while or for good.</summary>
public sealed class Discount : Entity
{
    public required string CouponId { get; init; }

    public string? PromotionCodeId { get; init; }

    public required string CustomerId { get; init; }

    public string? SubscriptionId { get; set; }

    public string? CheckoutSessionId { get; init; }

    public DateTimeOffset? End { get; init; }

    internal override string Kind => "customer.discount";

    /// <summary>What a call asks for in <c>discounts[0][coupon]</c> or <c>[promotion_code]</c>.</summary>
    internal static IReadOnlyList<(Coupon Coupon, PromotionCode? Code)> Asked(StripeWorld world, Parameters parameters) =>
    [
        .. parameters.Each("discounts").Select(discount => world.PromotionCodes.Optional(discount, "promotion_code") is { } code
            ? (world.Coupons[code.CouponId], code)
            : (world.Coupons.Required(discount, "coupon"), (PromotionCode?)null)),
    ];

    internal static Discount Grant(
        StripeWorld world, Coupon coupon, PromotionCode? code, string customerId, string? subscriptionId, string? sessionId = null)
    {
        world.ChangeQuietly(coupon, () => coupon.TimesRedeemed++);
        if (code is not null)
            world.ChangeQuietly(code, () => code.TimesRedeemed++);
        return world.Add(world.Discounts, "di", new Discount
        {
            CouponId = coupon.Id,
            PromotionCodeId = code?.Id,
            CustomerId = customerId,
            SubscriptionId = subscriptionId,
            CheckoutSessionId = sessionId,
            End = coupon.DurationInMonths is { } months ? world.Clock.Now.AddMonths(months) : null,
        });
    }

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "discount",
        ["checkout_session"] = CheckoutSessionId,
        ["customer"] = CustomerId,
        ["end"] = End.Unix(),
        ["invoice"] = null,
        ["invoice_item"] = null,
        ["promotion_code"] = PromotionCodeId,
        ["source"] = new JsonObject { ["coupon"] = CouponId, ["type"] = "coupon" },
        ["start"] = Created.Unix(),
        ["subscription"] = SubscriptionId,
        ["subscription_item"] = null,
    };
}
