using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Catalog;

public sealed class Coupon : Entity
{
    public string? Name { get; set; }

    public decimal? PercentOff { get; init; }

    public long? AmountOff { get; init; }

    public string? Currency { get; init; }

    /// <summary><c>once</c>, <c>repeating</c> or <c>forever</c>.</summary>
    public required string Duration { get; init; }

    public int? DurationInMonths { get; init; }

    public int TimesRedeemed { get; set; }

    internal override string Kind => "coupon";

    /// <summary>What it takes off an amount.</summary>
    internal long Off(long amount) => PercentOff is { } percent
        ? (long)Math.Round(amount * percent / 100, MidpointRounding.AwayFromZero)
        : Math.Min(amount, AmountOff ?? 0);

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "coupon",
        ["amount_off"] = AmountOff,
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["duration"] = Duration,
        ["duration_in_months"] = DurationInMonths,
        ["livemode"] = world.Livemode,
        ["max_redemptions"] = null,
        ["metadata"] = Metadata.ToJson(),
        ["name"] = Name,
        ["percent_off"] = PercentOff,
        ["redeem_by"] = null,
        ["times_redeemed"] = TimesRedeemed,
        ["valid"] = true,
    };
}

/// <summary>The word that a person types to get a coupon.</summary>
public sealed class PromotionCode : Entity
{
    public required string Code { get; init; }

    public required string CouponId { get; init; }

    public bool Active { get; set; } = true;

    public int TimesRedeemed { get; set; }

    internal override string Kind => "promotion_code";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "promotion_code",
        ["active"] = Active,
        ["code"] = Code,
        ["created"] = Created.Unix(),
        ["customer"] = null,
        ["expires_at"] = null,
        ["livemode"] = world.Livemode,
        ["max_redemptions"] = null,
        ["metadata"] = Metadata.ToJson(),
        ["promotion"] = new JsonObject { ["coupon"] = CouponId, ["type"] = "coupon" },
        ["restrictions"] = new JsonObject { ["first_time_transaction"] = false, ["minimum_amount"] = null, ["minimum_amount_currency"] = null },
        ["times_redeemed"] = TimesRedeemed,
    };
}
