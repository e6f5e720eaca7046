using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>What the provider is asked for when a plan changes, and under which key.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ChangePlanTests
{
    private readonly Market _market = new();
    private readonly List<(PlanChange Change, string Key)> _asked = [];

    public ChangePlanTests() => _market.Provider
        .Setup(provider => provider.ChangePlanAsync(It.IsAny<PlanChange>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .Callback<PlanChange, string, CancellationToken>((change, key, _) => _asked.Add((change, key)))
        .ReturnsAsync((PlanChange change, string _, CancellationToken _) => _market.Told = change.Current with
        {
            PlanCode = change.PlanCode,
            Interval = change.Interval,
            RetainedPlanCode = change.RetainedPlanCode,
            RetainedUntil = change.RetainedPlanCode is null ? null : change.Current.CurrentPeriodEnd,
        });

    [TestCase("business", BillingInterval.Month, PlanSwitch.Now, null, TestName = "Going up counts at once")]
    [TestCase("pro", BillingInterval.Year, PlanSwitch.Now, null, TestName = "Another interval counts at once")]
    public async Task What_counts_at_once(string plan, BillingInterval interval, PlanSwitch when, string? retained)
    {
        _market.Having(Market.Active(Market.Pro));

        await ChangeAsync(plan, interval);

        var (change, _) = _asked.Single();
        Assert.That((change.PlanCode, change.Interval, change.Switch, change.RetainedPlanCode), Is.EqualTo((plan, interval, when, retained)));
    }

    [Test]
    public async Task Going_down_waits_and_leaves_open_what_was_paid()
    {
        _market.Having(Market.Active(Market.Business));

        var shown = (await ChangeAsync("pro")).OrRefuse();

        Assert.That((_asked.Single().Change.Switch, _asked.Single().Change.RetainedPlanCode), Is.EqualTo((PlanSwitch.NextPeriod, "business")));
        Assert.That((shown.PlanCode, shown.ScheduledPlanCode), Is.EqualTo(("business", "pro")));
    }

    [Test]
    public async Task Going_down_further_still_leaves_open_what_was_paid()
    {
        _market.Having(Waiting(open: Market.Enterprise, next: Market.Business));

        await ChangeAsync("pro");

        Assert.That((_asked.Single().Change.Switch, _asked.Single().Change.RetainedPlanCode), Is.EqualTo((PlanSwitch.NextPeriod, "enterprise")));
    }

    [Test]
    public async Task Going_back_to_what_is_open_takes_a_waiting_downgrade_back()
    {
        _market.Having(Waiting(open: Market.Business, next: Market.Pro));

        var shown = (await ChangeAsync("business")).OrRefuse();

        Assert.That((_asked.Single().Change.Switch, _asked.Single().Change.RetainedPlanCode), Is.EqualTo((PlanSwitch.NextPeriod, (string?)null)));
        Assert.That((shown.PlanCode, shown.ScheduledPlanCode), Is.EqualTo(("business", (string?)null)));
    }

    [Test]
    public async Task Going_up_while_a_downgrade_waits_starts_from_what_was_paid()
    {
        _market.Having(Waiting(open: Market.Business, next: Market.Pro));

        await ChangeAsync("enterprise");

        Assert.That(
            _asked.Select(asked => (asked.Change.PlanCode, asked.Change.Switch)),
            Is.EqualTo(new[] { ("business", PlanSwitch.NextPeriod), ("enterprise", PlanSwitch.Now) }));
        Assert.That(_asked.Select(asked => asked.Key), Is.Unique);
    }

    [TestCase("pro", TestName = "the plan that it pays")]
    [TestCase("business", "pro", TestName = "the plan that waits")]
    public async Task Nothing_is_asked_for_that_is_there(string paid, string? next = null)
    {
        _market.Having(next is null ? Market.Active(_market.Plans.Find(paid)!) : Waiting(_market.Plans.Find(paid)!, _market.Plans.Find(next)!));

        await ChangeAsync("pro");

        Assert.That(_asked, Is.Empty);
    }

    [Test]
    public async Task A_change_that_was_made_before_its_answer_was_lost_is_only_taken_in()
    {
        _market.Having(Market.Active(Market.Pro));
        _market.Told = Market.Active(Market.Business);

        var shown = (await ChangeAsync("business")).OrRefuse();

        Assert.That(_asked, Is.Empty);
        Assert.That(shown.PlanCode, Is.EqualTo("business"));
        Assert.That(_market.Subscription!.Events, Has.One.TypeOf<PlanChanged>());
    }

    [Test]
    public async Task The_same_change_goes_under_the_same_key_until_something_has_changed()
    {
        _market.Having(Market.Active(Market.Pro));
        _market.Provider.Setup(provider => provider.ChangePlanAsync(It.IsAny<PlanChange>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback<PlanChange, string, CancellationToken>((change, key, _) => _asked.Add((change, key)))
            .ThrowsAsync(new GatewayUnavailableException("nobody answers"));

        Assert.That(() => ChangeAsync("business"), Throws.TypeOf<GatewayUnavailableException>());
        Assert.That(() => ChangeAsync("business"), Throws.TypeOf<GatewayUnavailableException>());
        Assert.That(() => ChangeAsync("enterprise"), Throws.TypeOf<GatewayUnavailableException>());

        Assert.That(_asked[1].Key, Is.EqualTo(_asked[0].Key));
        Assert.That(_asked[2].Key, Is.Not.EqualTo(_asked[0].Key));
    }

    [Test]
    public void What_is_in_the_way_of_a_smaller_plan_is_named()
    {
        _market.Having(Market.Active(Market.Business));
        (_market.Members, _market.StorageBytes) = (21, 5001);

        Assert.That(() => ChangeAsync("pro"), Throws.TypeOf<RefusedException>()
            .With.Property("Refusal").Property("Code").EqualTo("billing.over_limit")
            .And.Property("Refusal").Property("Errors").Property("Keys").EquivalentTo(new[] { "members", "storageBytes" }));

        Assert.That(_asked, Is.Empty);
    }

    [Test]
    public async Task What_just_fits_is_not_in_the_way()
    {
        _market.Having(Market.Active(Market.Business));
        (_market.Members, _market.StorageBytes) = (20, 5000);

        await ChangeAsync("pro");

        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Back_to_what_is_open_there_is_always_room()
    {
        _market.Having(Waiting(open: Market.Business, next: Market.Pro));
        _market.Members = 201;

        await ChangeAsync("business");

        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [TestCase(SubscriptionStatus.PastDue)]
    [TestCase(SubscriptionStatus.Unpaid)]
    [TestCase(SubscriptionStatus.Paused)]
    public void Who_owes_a_payment_pays_first(SubscriptionStatus status)
    {
        _market.Having(Market.Active(Market.Pro) with { Status = status });

        Assert.That(() => ChangeAsync("business"), IsRefused(RefusalKind.PaymentRequired, "billing.payment_required"));
    }

    [Test]
    public async Task A_difference_that_is_not_paid_leaves_the_plan_and_keeps_what_was_told()
    {
        _market.Having(Market.Active(Market.Pro));
        _market.Provider.Setup(provider => provider.ChangePlanAsync(It.IsAny<PlanChange>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(Market.Active(Market.Pro) with { LatestInvoiceId = "in_2" });

        var outcome = await ChangeAsync("business");

        Assert.That((outcome.Refusal!.Kind, outcome.Refusal.Code), Is.EqualTo((RefusalKind.PaymentRequired, "billing.payment_required")));
        Assert.That(_market.Subscription!.State!.LatestInvoiceId, Is.EqualTo("in_2"), "so that the next try goes under another key");
    }

    [Test]
    public void Who_has_none_has_none_to_change()
    {
        Assert.That(() => ChangeAsync("business"), IsRefused(RefusalKind.Conflict, "billing.not_subscribed"));

        _market.Having(Market.Active(Market.Pro) with { Status = SubscriptionStatus.Canceled });
        Assert.That(() => ChangeAsync("business"), BreaksRule("billing.not_subscribed"));
    }

    [Test]
    public void One_that_has_ended_over_there_is_not_changed()
    {
        _market.Having(Market.Active(Market.Pro));
        _market.Told = null;

        Assert.That(() => ChangeAsync("business"), BreaksRule("billing.not_subscribed"));
    }

    private static SubscriptionState Waiting(Plan open, Plan next) =>
        Market.Active(next) with { RetainedPlanCode = open.Code, RetainedUntil = World.Monday.AddDays(30) };

    private Task<Outcome<SubscriptionDto>> ChangeAsync(string plan, BillingInterval interval = BillingInterval.Month) => new ChangePlanHandler(
            _market.Current, new PlanChanger(_market.Provider.Object, _market.Plans, _market.World.Clock),
            new PlanFit(_market.Entitlements, _market.World.Clock), _market.Plans, _market.View)
        .Handle(new ChangePlan(_market.Organization.Id, plan, interval), CancellationToken.None);
}
