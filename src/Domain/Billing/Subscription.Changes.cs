using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>What its owners may do with it.</summary>
public sealed partial class Subscription
{
    /// <summary>The plan that takes over when the period ends, after a downgrade; null when none waits.</summary>
    public string? ScheduledPlanCodeAt(DateTimeOffset now) =>
        Status.IsLive() && PlanCodeAt(now) != State!.PlanCode ? State.PlanCode : null;

    /// <exception cref="BrokenRuleException">One goes on.</exception>
    public void RequireNone() =>
        Rule.Require(!Status.IsLive(), "billing.already_subscribed", "The organization has a subscription; change its plan instead.");

    /// <returns>What the provider said last of the subscription that goes on.</returns>
    /// <exception cref="BrokenRuleException">None goes on.</exception>
    public SubscriptionState RequireLive()
    {
        Rule.Require(Status.IsLive(), "billing.not_subscribed", "The organization has no subscription; begin one with a checkout.");
        return State!;
    }

    /// <summary>
    /// When another plan or interval counts: going up at once, going down with the next period, since what is paid for stays open.
    /// Another interval begins a period of its own, and so counts at once.
    /// </summary>
    /// <param name="plan">The other plan.</param>
    /// <param name="interval">How often it will be paid.</param>
    /// <param name="open">The plan that is open now; null when it is not sold any more.</param>
    public PlanSwitch SwitchTo(Plan plan, BillingInterval interval, Plan? open) =>
        interval != RequireLive().Interval || open is null || plan.IsUpgradeOf(open) ? PlanSwitch.Now : PlanSwitch.NextPeriod;

    /// <summary>Whether the payment that was missing then is missing still. Databases keep less of a time than its last digit.</summary>
    public bool OwesSince(DateTimeOffset since) => PastDueSince is { } start && (start - since).Duration() < TimeSpan.FromMilliseconds(1);

    /// <summary>Whether this is what the next invoice will be for.</summary>
    public bool Pays(Plan plan, BillingInterval interval) => State is { } state && (state.PlanCode, state.Interval) == (plan.Code, interval);

    /// <summary>A checkout that was opened is closed: the next one for the same plan goes under another key.</summary>
    public void NoteClosedCheckout() => Attempt++;
}
