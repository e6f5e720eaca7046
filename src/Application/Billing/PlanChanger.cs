using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Makes the change of a plan at the provider, and takes its answer in.</summary>
public sealed class PlanChanger(IPaymentGateway gateway, PlanCatalog plans, TimeProvider clock)
{
    public async Task ChangeAsync(Subscription subscription, Plan plan, BillingInterval interval, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (state, open) = (subscription.RequireLive(), subscription.PlanCodeAt(now));
        var when = subscription.SwitchTo(plan, interval, plans.Find(open));
        if (when is PlanSwitch.Now && subscription.ScheduledPlanCodeAt(now) is not null)
        {
            // What is credited is what was paid for this period: the open plan, not the one that waits.
            state = await SendAsync(subscription, new PlanChange(state, open, state.Interval, PlanSwitch.NextPeriod, RetainedPlanCode: null), ct);
        }

        var retained = when is PlanSwitch.NextPeriod && plan.Code != open ? open : null;
        subscription.Settle([await SendAsync(subscription, new PlanChange(state, plan.Code, interval, when, retained), ct)], now);
    }

    private Task<SubscriptionState> SendAsync(Subscription subscription, PlanChange change, CancellationToken ct) =>
        gateway.ChangePlanAsync(change, WriteKeys.ForChange("plan", subscription, change), ct);
}
