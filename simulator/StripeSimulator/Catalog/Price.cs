using System.Globalization;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Catalog;

public sealed class Price : Entity
{
    public required string ProductId { get; init; }

    public required string Currency { get; init; }

    /// <summary>In minor units; prices of metered usage may have fractions of them.</summary>
    public required decimal UnitAmount { get; init; }

    public bool Active { get; set; } = true;

    public string? LookupKey { get; set; }

    public string? Nickname { get; set; }

    /// <summary><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>; null for a price that is paid once.</summary>
    public string? Interval { get; init; }

    public int IntervalCount { get; init; } = 1;

    /// <summary>Whose events are counted; null for a price per seat.</summary>
    public string? MeterId { get; init; }

    public string TaxBehavior { get; set; } = "unspecified";

    internal override string Kind => "price";

    internal bool IsMetered => MeterId is not null;

    private long? WholeAmount => UnitAmount == decimal.Truncate(UnitAmount) ? (long)UnitAmount : null;

    private string ExactAmount => UnitAmount.ToString(CultureInfo.InvariantCulture);

    /// <summary>The moment a number of intervals after another one; the day of the month stays where the month has it.</summary>
    internal DateTimeOffset After(DateTimeOffset anchor, int intervals) => Interval switch
    {
        "day" => anchor.AddDays(intervals * IntervalCount),
        "week" => anchor.AddDays(7 * intervals * IntervalCount),
        "year" => anchor.AddMonths(12 * intervals * IntervalCount),
        _ => anchor.AddMonths(intervals * IntervalCount),
    };

    internal bool RunsLike(Price other) => (Interval, IntervalCount) == (other.Interval, other.IntervalCount);

    /// <summary>What a quantity costs, in whole minor units.</summary>
    internal long Cost(long quantity) => (long)Math.Round(UnitAmount * quantity, MidpointRounding.AwayFromZero);

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "price",
        ["active"] = Active,
        ["billing_scheme"] = "per_unit",
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["custom_unit_amount"] = null,
        ["livemode"] = world.Livemode,
        ["lookup_key"] = LookupKey,
        ["metadata"] = Metadata.ToJson(),
        ["nickname"] = Nickname,
        ["product"] = ProductId,
        ["recurring"] = Interval is null ? null : new JsonObject
        {
            ["interval"] = Interval,
            ["interval_count"] = IntervalCount,
            ["meter"] = MeterId,
            ["trial_period_days"] = null,
            ["usage_type"] = IsMetered ? "metered" : "licensed",
        },
        ["tax_behavior"] = TaxBehavior,
        ["tiers_mode"] = null,
        ["transform_quantity"] = null,
        ["type"] = Interval is null ? "one_time" : "recurring",
        ["unit_amount"] = WholeAmount,
        ["unit_amount_decimal"] = ExactAmount,
    };

    /// <summary>The older object that subscription items still carry beside their price.</summary>
    internal JsonObject RenderPlan(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "plan",
        ["active"] = Active,
        ["amount"] = WholeAmount,
        ["amount_decimal"] = ExactAmount,
        ["billing_scheme"] = "per_unit",
        ["created"] = Created.Unix(),
        ["currency"] = Currency,
        ["interval"] = Interval,
        ["interval_count"] = IntervalCount,
        ["livemode"] = world.Livemode,
        ["metadata"] = Metadata.ToJson(),
        ["meter"] = MeterId,
        ["nickname"] = Nickname,
        ["product"] = ProductId,
        ["usage_type"] = IsMetered ? "metered" : "licensed",
    };
}
