using MySaas.Domain.Billing;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>Whoever has always paid never loses what they paid for, whatever else happens.</summary>
internal static class Standing
{
    /// <returns>What they lost; null when all is well.</returns>
    public static async Task<string?> FindFaultAsync(BillingStage stage)
    {
        if (await stage.SubscriptionAsync() is not { State: { } granted } subscription || !HasAlwaysPaid(stage, granted))
            return null;

        var now = stage.Clock.GetUtcNow();
        return (subscription.AccessAt(now, TimeSpan.FromDays(7)), subscription.PlanCodeAt(now)) is (Access.Full, not Plan.FreeCode)
            ? null
            : $"{granted.SubscriptionId} is paid for, and gives {subscription.PlanCodeAt(now)} with {subscription.AccessAt(now, TimeSpan.FromDays(7))} access";
    }

    private static bool HasAlwaysPaid(BillingStage stage, SubscriptionState granted) =>
        granted.Status.IsLive()
        && stage.World.Subscriptions.Find(granted.SubscriptionId) is { Status: "active" or "trialing" }
        && !stage.World.Events.Any(told => told.Type is "invoice.payment_failed" or "customer.subscription.paused");
}
