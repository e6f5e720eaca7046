using System.Globalization;

namespace MySaas.Domain.Billing;

/// <summary>A field of a subscription in which our copy and the payment provider are not of one mind, in words for people.</summary>
public sealed record SubscriptionDifference(string Field, string? Ours, string? Stripes)
{
    private static readonly IReadOnlyList<(string Name, Func<SubscriptionState, object?> Read)> Fields =
    [
        ("subscriptionId", state => state.SubscriptionId),
        ("customerId", state => state.CustomerId),
        ("status", state => state.Status),
        ("planCode", state => state.PlanCode),
        ("interval", state => state.Interval),
        ("seats", state => state.Seats),
        ("unitAmount", state => state.UnitAmount),
        ("currency", state => state.Currency),
        ("createdAt", state => state.CreatedAt),
        ("currentPeriodStart", state => state.CurrentPeriodStart),
        ("currentPeriodEnd", state => state.CurrentPeriodEnd),
        ("cancelAtPeriodEnd", state => state.CancelAtPeriodEnd),
        ("cancelsAt", state => state.CancelsAt),
        ("trialEndsAt", state => state.TrialEndsAt),
        ("endedAt", state => state.EndedAt),
        ("retainedPlanCode", state => state.RetainedPlanCode),
        ("retainedUntil", state => state.RetainedUntil),
        ("latestInvoiceId", state => state.LatestInvoiceId),
    ];

    /// <summary>Field by field. Of two different subscriptions only which one it is, its status and its plan: all else follows.</summary>
    public static IReadOnlyList<SubscriptionDifference> Between(SubscriptionState? ours, SubscriptionState? stripes)
    {
        if (ours?.SubscriptionId == stripes?.SubscriptionId)
            return ours is null || stripes is null ? [] : [.. Fields.Select(field => Of(field.Name, field.Read(ours), field.Read(stripes))).OfType<SubscriptionDifference>()];

        SubscriptionDifference?[] other =
        [
            Of("subscriptionId", ours?.SubscriptionId, stripes?.SubscriptionId),
            Of("status", ours?.Status ?? SubscriptionStatus.None, stripes?.Status ?? SubscriptionStatus.None),
            Of("planCode", ours?.PlanCode ?? Plan.FreeCode, stripes?.PlanCode ?? Plan.FreeCode),
        ];
        return [.. other.OfType<SubscriptionDifference>()];
    }

    /// <returns>Null when there is no difference.</returns>
    public static SubscriptionDifference? Of(string field, object? ours, object? stripes) =>
        Equals(ours, stripes) ? null : new SubscriptionDifference(field, TextOf(ours), TextOf(stripes));

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        Enum named when named.ToString() is var name => char.ToLowerInvariant(name[0]) + name[1..],
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
