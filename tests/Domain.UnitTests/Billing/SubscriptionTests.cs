using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly Subscription _subscription = Subscription.Open(Guid.CreateVersion7(Monday), Monday);

    [Test]
    public void Who_never_subscribed_has_the_free_plan_in_full()
    {
        Assert.That(_subscription.PlanCodeAt(Monday), Is.EqualTo("free"));
        Assert.That(_subscription.AccessAt(Monday, Week), Is.EqualTo(Access.Full));
    }

    [TestCase(SubscriptionStatus.Trialing, "pro", Access.Full)]
    [TestCase(SubscriptionStatus.Active, "pro", Access.Full)]
    [TestCase(SubscriptionStatus.PastDue, "pro", Access.Grace)]
    [TestCase(SubscriptionStatus.Unpaid, "pro", Access.Restricted)]
    [TestCase(SubscriptionStatus.Paused, "pro", Access.Restricted)]
    [TestCase(SubscriptionStatus.Incomplete, "free", Access.Full)]
    [TestCase(SubscriptionStatus.IncompleteExpired, "free", Access.Full)]
    [TestCase(SubscriptionStatus.Canceled, "free", Access.Full)]
    public void What_each_status_opens(SubscriptionStatus status, string plan, Access access)
    {
        Settle(Told(status));

        Assert.That((_subscription.PlanCodeAt(Monday), _subscription.AccessAt(Monday, Week)), Is.EqualTo((plan, access)));
    }

    [Test]
    public void A_missing_payment_restricts_when_the_grace_is_over()
    {
        Settle(Told(SubscriptionStatus.PastDue));

        Assert.That(_subscription.AccessAt(Monday + Week - TimeSpan.FromTicks(1), Week), Is.EqualTo(Access.Grace));
        Assert.That(_subscription.AccessAt(Monday + Week, Week), Is.EqualTo(Access.Restricted));
    }

    [Test]
    public void The_grace_counts_from_the_first_missing_payment()
    {
        Settle(Told(SubscriptionStatus.PastDue));

        _subscription.Settle([Told(SubscriptionStatus.PastDue) with { Seats = 4 }], Monday.AddDays(5));

        Assert.That(_subscription.PastDueSince, Is.EqualTo(Monday));
    }

    [Test]
    public void A_payment_ends_the_grace_and_is_told()
    {
        Settle(Told(SubscriptionStatus.PastDue));
        _subscription.TakeEvents();

        Settle(Told(SubscriptionStatus.Active));

        Assert.That(_subscription.PastDueSince, Is.Null);
        Assert.That(_subscription.Events, Has.Exactly(1).TypeOf<PaymentRecovered>());
    }

    [Test]
    public void The_same_news_twice_tells_nothing_new()
    {
        Settle(Told(SubscriptionStatus.Active));
        _subscription.TakeEvents();

        Settle(Told(SubscriptionStatus.Active));

        Assert.That(_subscription.Events, Is.Empty);
    }

    [Test]
    public void A_downgrade_leaves_what_was_paid_for_open_until_the_period_ends()
    {
        Settle(Told(SubscriptionStatus.Active) with { PlanCode = "business" });

        Settle(Told(SubscriptionStatus.Active) with { RetainedPlanCode = "business", RetainedUntil = Monday.AddDays(30) });

        Assert.That(_subscription.PlanCodeAt(Monday.AddDays(29)), Is.EqualTo("business"));
        Assert.That(_subscription.PlanCodeAt(Monday.AddDays(30)), Is.EqualTo("pro"));
        Assert.That(_subscription.Events.OfType<PlanChanged>().Single().RetainedUntil, Is.EqualTo(Monday.AddDays(30)));
    }

    [Test]
    public void Of_two_that_are_live_the_older_stays_and_the_other_is_told_once()
    {
        var (older, newer) = (Told(SubscriptionStatus.Active), Told(SubscriptionStatus.Active, "sub_2") with { CreatedAt = Monday.AddMinutes(1) });

        _subscription.Settle([newer, older], Monday);
        _subscription.Settle([older, newer], Monday);

        Assert.That(_subscription.State!.SubscriptionId, Is.EqualTo("sub_1"));
        Assert.That(_subscription.Events.OfType<SecondSubscriptionFound>().Select(found => found.SubscriptionId), Is.EqualTo(new[] { "sub_2" }));
    }

    [Test]
    public void A_new_subscription_takes_the_place_of_one_that_has_ended()
    {
        Settle(Told(SubscriptionStatus.Canceled));

        Settle(Told(SubscriptionStatus.Canceled), Told(SubscriptionStatus.Active, "sub_2") with { CreatedAt = Monday.AddDays(1) });

        Assert.That(_subscription.State!.SubscriptionId, Is.EqualTo("sub_2"));
        Assert.That(_subscription.PlanCodeAt(Monday), Is.EqualTo("pro"));
    }

    [Test]
    public void The_end_of_one_and_the_start_of_the_next_are_both_told()
    {
        Settle(Told(SubscriptionStatus.Active));
        _subscription.TakeEvents();

        Settle(Told(SubscriptionStatus.Canceled), Told(SubscriptionStatus.Active, "sub_2") with { CreatedAt = Monday.AddDays(1) });

        Assert.That(_subscription.Events.OfType<SubscriptionEnded>().Single().SubscriptionId, Is.EqualTo("sub_1"));
        Assert.That(_subscription.Events.OfType<SubscriptionStarted>().Single().SubscriptionId, Is.EqualTo("sub_2"));
    }

    [Test]
    public void A_debt_is_told_once_from_its_first_day_on()
    {
        Settle(Told(SubscriptionStatus.Active));

        Settle(Told(SubscriptionStatus.Unpaid));
        _subscription.Settle([Told(SubscriptionStatus.PastDue)], Monday.AddDays(2));

        Assert.That(_subscription.Events, Has.Exactly(1).TypeOf<PaymentOverdue>());
        Assert.That(_subscription.PastDueSince, Is.EqualTo(Monday));
    }

    [Test]
    public void The_end_of_one_that_was_never_ours_takes_nothing_away()
    {
        Settle(Told(SubscriptionStatus.Active));

        Settle(Told(SubscriptionStatus.Active), Told(SubscriptionStatus.Canceled, "sub_2") with { CreatedAt = Monday.AddDays(1) });

        Assert.That(_subscription.PlanCodeAt(Monday), Is.EqualTo("pro"));
    }

    [Test]
    public void No_answer_changes_nothing()
    {
        Settle(Told(SubscriptionStatus.Active));

        Settle();

        Assert.That(_subscription.Status, Is.EqualTo(SubscriptionStatus.Active));
    }

    [Test]
    public void An_end_by_date_is_an_end_and_can_be_taken_back()
    {
        Settle(Told(SubscriptionStatus.Active));
        Settle(Told(SubscriptionStatus.Active) with { CancelsAt = Monday.AddDays(9) });

        Settle(Told(SubscriptionStatus.Active));

        Assert.That(_subscription.Events.OfType<CancellationScheduled>().Single().EndsAt, Is.EqualTo(Monday.AddDays(9)));
        Assert.That(_subscription.Events, Has.Exactly(1).TypeOf<CancellationWithdrawn>());
    }

    [Test]
    public void A_trial_counts_once_however_it_ends()
    {
        Settle(Told(SubscriptionStatus.Trialing) with { TrialEndsAt = Monday.AddDays(14) });
        Settle(Told(SubscriptionStatus.Canceled));

        Assert.That(_subscription.HasHadTrial, Is.True);
    }

    [Test]
    public void The_end_of_a_trial_is_announced_once()
    {
        Settle(Told(SubscriptionStatus.Trialing) with { TrialEndsAt = Monday.AddDays(14) });

        _subscription.AnnounceTrialEnd();
        _subscription.AnnounceTrialEnd();

        Assert.That(_subscription.Events, Has.Exactly(1).TypeOf<TrialEnding>());
    }

    [Test]
    public void A_deleted_customer_is_replaced_by_the_next()
    {
        _subscription.BecomeCustomer("cus_1");
        _subscription.NoteCustomerDeleted("cus_other");
        Assert.That(_subscription.IsCustomerDeleted, Is.False);

        _subscription.NoteCustomerDeleted("cus_1");
        Assert.That(_subscription.IsCustomerDeleted, Is.True);

        _subscription.BecomeCustomer("cus_2");
        Assert.That(_subscription.IsCustomerDeleted, Is.False);
    }

    private static SubscriptionState Told(SubscriptionStatus status, string id = "sub_1") => new()
    {
        SubscriptionId = id,
        CustomerId = "cus_1",
        Status = status,
        PlanCode = "pro",
        Interval = BillingInterval.Month,
        Seats = 3,
        UnitAmount = 1900,
        Currency = "usd",
        CreatedAt = Monday,
        CurrentPeriodStart = Monday,
        CurrentPeriodEnd = Monday.AddDays(30),
    };

    private void Settle(params SubscriptionState[] told) => _subscription.Settle(told, Monday);
}
