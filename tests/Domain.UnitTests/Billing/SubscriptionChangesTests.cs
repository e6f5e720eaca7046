using MySaas.Domain.Billing;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;

namespace MySaas.Domain.UnitTests.Billing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SubscriptionChangesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Plan Pro = Sold("pro", 1200);
    private static readonly Plan Business = Sold("business", 2400);

    private readonly Subscription _subscription = Subscription.Open(Guid.CreateVersion7(Monday), Monday);

    [Test]
    public void Going_up_counts_at_once_and_going_down_with_the_next_period()
    {
        Settle("pro");

        Assert.That(_subscription.SwitchTo(Business, BillingInterval.Month, open: Pro), Is.EqualTo(PlanSwitch.Now));
        Assert.That(_subscription.SwitchTo(Pro, BillingInterval.Month, open: Business), Is.EqualTo(PlanSwitch.NextPeriod));
        Assert.That(_subscription.SwitchTo(Pro, BillingInterval.Month, open: Pro), Is.EqualTo(PlanSwitch.NextPeriod));
    }

    [Test]
    public void Another_interval_counts_at_once_up_and_down()
    {
        Settle("pro");

        Assert.That(_subscription.SwitchTo(Pro, BillingInterval.Year, open: Pro), Is.EqualTo(PlanSwitch.Now));
        Assert.That(_subscription.SwitchTo(Pro, BillingInterval.Year, open: Business), Is.EqualTo(PlanSwitch.Now));
    }

    [Test]
    public void From_a_plan_that_is_not_sold_any_more_every_change_counts_at_once()
    {
        Settle("price_old");

        Assert.That(_subscription.SwitchTo(Pro, BillingInterval.Month, open: null), Is.EqualTo(PlanSwitch.Now));
    }

    [Test]
    public void A_plan_waits_while_another_is_retained()
    {
        Settle("pro", retained: "business");

        Assert.That(_subscription.ScheduledPlanCodeAt(Monday.AddDays(29)), Is.EqualTo("pro"));
        Assert.That(_subscription.ScheduledPlanCodeAt(Monday.AddDays(30)), Is.Null);
    }

    [Test]
    public void Without_a_subscription_no_plan_waits_and_none_is_changed()
    {
        Assert.That(_subscription.ScheduledPlanCodeAt(Monday), Is.Null);
        Assert.That(() => _subscription.RequireLive(), BreaksRule("billing.not_subscribed"));
        Assert.That(() => _subscription.RequireNone(), Throws.Nothing);
    }

    [TestCase(SubscriptionStatus.Trialing)]
    [TestCase(SubscriptionStatus.Active)]
    [TestCase(SubscriptionStatus.PastDue)]
    [TestCase(SubscriptionStatus.Unpaid)]
    [TestCase(SubscriptionStatus.Paused)]
    public void There_is_one_subscription_at_a_time(SubscriptionStatus status)
    {
        Settle("pro", status: status);

        Assert.That(() => _subscription.RequireNone(), BreaksRule("billing.already_subscribed"));
        Assert.That(_subscription.RequireLive().PlanCode, Is.EqualTo("pro"));
    }

    [TestCase(SubscriptionStatus.Incomplete)]
    [TestCase(SubscriptionStatus.IncompleteExpired)]
    [TestCase(SubscriptionStatus.Canceled)]
    public void One_that_does_not_go_on_is_in_nobodys_way(SubscriptionStatus status)
    {
        Settle("pro", status: status);

        Assert.That(() => _subscription.RequireNone(), Throws.Nothing);
        Assert.That(() => _subscription.RequireLive(), BreaksRule("billing.not_subscribed"));
    }

    [Test]
    public void A_debt_is_known_by_when_it_began()
    {
        Settle("pro", status: SubscriptionStatus.PastDue);

        Assert.That(_subscription.OwesSince(Monday), Is.True);
        Assert.That(_subscription.OwesSince(Monday.AddTicks(7)), Is.True, "PostgreSQL has microseconds");
        Assert.That(_subscription.OwesSince(Monday.AddSeconds(1)), Is.False);

        Settle("pro");
        Assert.That(_subscription.OwesSince(Monday), Is.False);
    }

    [Test]
    public void A_closed_checkout_and_a_failed_write_give_the_next_one_another_key()
    {
        _subscription.NoteClosedCheckout();
        _subscription.NoteFailedWrite();

        Assert.That(_subscription.Attempt, Is.EqualTo(2));
    }

    private static Plan Sold(string code, long amount) => new(
        code, code, "", [new PlanPrice(BillingInterval.Month, amount, "usd", code)], new PlanLimits(null, null, null), [], TrialDays: 0);

    private void Settle(string plan, string? retained = null, SubscriptionStatus status = SubscriptionStatus.Active) => _subscription.Settle(
        [
            new SubscriptionState
            {
                SubscriptionId = "sub_1",
                CustomerId = "cus_1",
                Status = status,
                PlanCode = plan,
                Interval = BillingInterval.Month,
                Seats = 3,
                UnitAmount = 1200,
                Currency = "usd",
                CreatedAt = Monday,
                CurrentPeriodStart = Monday,
                CurrentPeriodEnd = Monday.AddDays(30),
                RetainedPlanCode = retained,
                RetainedUntil = retained is null ? null : Monday.AddDays(30),
            },
        ],
        Monday);
}
