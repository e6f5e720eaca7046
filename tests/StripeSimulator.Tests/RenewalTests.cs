using MySaas.StripeSimulator.Tests.Common;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class RenewalTests
{
    [Test]
    public async Task A_period_ends_with_a_draft_that_is_paid_an_hour_later()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1));
        var draft = await LatestAsync(stripe, subscription.Id);
        stripe.Control.Advance(TimeSpan.FromHours(1));
        var paid = await LatestAsync(stripe, subscription.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((draft.LatestInvoice.Status, draft.LatestInvoice.BillingReason), Is.EqualTo(("draft", "subscription_cycle")));
            Assert.That((draft.Status, draft.Items.Single().CurrentPeriodEnd), Is.EqualTo(("active", Simulation.Begin.AddMonths(2).UtcDateTime)));
            Assert.That((paid.LatestInvoice.Id, paid.LatestInvoice.Status), Is.EqualTo((draft.LatestInvoice.Id, "paid")));
        }
    }

    [Test]
    public async Task A_year_of_months_is_billed_in_order_and_keeps_the_day()
    {
        using var stripe = new Simulation();
        stripe.Time.SetUtcNow(new DateTimeOffset(2027, 1, 31, 8, 0, 0, TimeSpan.Zero));
        var subscription = await stripe.SubscriptionAsync();

        stripe.Control.AdvanceTo(new DateTimeOffset(2028, 1, 30, 0, 0, 0, TimeSpan.Zero));

        var invoices = stripe.World.Invoices.Where(invoice => invoice.SubscriptionId == subscription.Id).ToList();
        Assert.That(invoices.Select(invoice => invoice.Status), Is.All.EqualTo("paid").And.Exactly(12).Items);
        Assert.That(invoices.Select(invoice => invoice.Created.Day), Is.EqualTo([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]));
        Assert.That(stripe.World.Events.Select(happened => happened.Created), Is.Ordered);
    }

    [Test]
    public async Task An_upcoming_invoice_is_announced_a_week_before_without_an_id()
    {
        using var stripe = new Simulation();
        await stripe.SubscriptionAsync();

        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddDays(-7));

        var told = (await stripe.V1.Events.ListAsync(new EventListOptions { Type = "invoice.upcoming" })).Single();
        var upcoming = (Invoice)told.Data.Object;
        Assert.That((upcoming.Id, upcoming.Total, upcoming.BillingReason), Is.EqualTo(((string?)null, 2000, "upcoming")));
    }

    [Test]
    public async Task A_trial_warns_three_days_before_and_turns_into_a_paid_period()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(trialDays: 14);

        stripe.Control.Advance(TimeSpan.FromDays(11));
        var warned = stripe.EventTypes.Count(type => type is "customer.subscription.trial_will_end");
        stripe.Control.Advance(TimeSpan.FromDays(3) + TimeSpan.FromHours(1));

        var after = await LatestAsync(stripe, subscription.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((subscription.Status, warned), Is.EqualTo(("trialing", 1)));
            Assert.That((after.Status, after.LatestInvoice.Status, after.LatestInvoice.AmountPaid), Is.EqualTo(("active", "paid", 2000)));
            Assert.That(after.Items.Single().CurrentPeriodEnd, Is.EqualTo(Simulation.Begin.AddDays(14).AddMonths(1).UtcDateTime));
        }
    }

    [TestCase("create_invoice", "past_due")]
    [TestCase("pause", "paused")]
    [TestCase("cancel", "canceled")]
    public async Task A_trial_without_a_payment_method_ends_as_its_settings_say(string setting, string status)
    {
        using var stripe = new Simulation();
        var customer = await stripe.CustomerAsync(card: null);
        var price = await stripe.PriceAsync();
        var subscription = await stripe.V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer.Id,
            Items = [new SubscriptionItemOptions { Price = price.Id }],
            TrialPeriodDays = 7,
            TrialSettings = new() { EndBehavior = new() { MissingPaymentMethod = setting } },
        });

        stripe.Control.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));

        Assert.That((await stripe.V1.Subscriptions.GetAsync(subscription.Id)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_trial_can_be_ended_at_once()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(trialDays: 14);
        stripe.Control.Advance(TimeSpan.FromDays(2));

        var ended = await stripe.V1.Subscriptions.UpdateAsync(
            subscription.Id, new SubscriptionUpdateOptions { TrialEnd = SubscriptionTrialEnd.Now, Expand = ["latest_invoice"] });

        Assert.That((ended.Status, ended.LatestInvoice.Status, ended.LatestInvoice.AmountPaid), Is.EqualTo(("active", "paid", 2000)));
        Assert.That(ended.Items.Single().CurrentPeriodEnd, Is.EqualTo(Simulation.Begin.AddDays(2).AddMonths(1).UtcDateTime));
    }

    [Test]
    public async Task A_paused_subscription_is_resumed_with_a_new_period()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.Advance(TimeSpan.FromDays(20));
        var paused = await stripe.V1.Subscriptions.PauseAsync(subscription.Id, new SubscriptionPauseOptions { Type = "subscription" });
        stripe.Control.Advance(TimeSpan.FromDays(25));

        var resumed = await stripe.V1.Subscriptions.ResumeAsync(subscription.Id, new SubscriptionResumeOptions());

        Assert.That((paused.Status, resumed.Status), Is.EqualTo(("paused", "active")));
        Assert.That(resumed.Items.Single().CurrentPeriodStart, Is.EqualTo(Simulation.Begin.AddDays(45).UtcDateTime));
        Assert.That(stripe.World.Invoices, Has.Count.EqualTo(2), "nothing was billed meanwhile");
        Assert.That(stripe.EventTypes, Is.SupersetOf(new[] { "customer.subscription.paused", "customer.subscription.resumed" }));
    }

    [TestCase("void", "void")]
    [TestCase("mark_uncollectible", "uncollectible")]
    [TestCase("keep_as_draft", "draft")]
    public async Task While_collection_is_paused_nobody_pays(string behavior, string status)
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        await stripe.V1.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions
        {
            PauseCollection = new() { Behavior = behavior, ResumesAt = Simulation.Begin.AddDays(40).UtcDateTime },
        });

        stripe.Control.AdvanceTo(Simulation.Begin.AddDays(35));
        var paused = await LatestAsync(stripe, subscription.Id);
        stripe.Control.AdvanceTo(Simulation.Begin.AddDays(65));
        var resumed = await LatestAsync(stripe, subscription.Id);

        Assert.That((paused.Status, paused.LatestInvoice.Status), Is.EqualTo(("active", status)));
        Assert.That((resumed.PauseCollection, resumed.LatestInvoice.Status), Is.EqualTo(((SubscriptionPauseCollection?)null, "paid")));
    }

    [Test]
    public async Task Metered_usage_is_billed_after_the_period()
    {
        using var stripe = new Simulation();
        var customer = await stripe.CustomerAsync();
        var meter = await stripe.V1.Billing.Meters.CreateAsync(new Stripe.Billing.MeterCreateOptions
        {
            DisplayName = "Calls",
            EventName = "calls",
            DefaultAggregation = new() { Formula = "sum" },
        });
        var product = await stripe.V1.Products.CreateAsync(new ProductCreateOptions { Name = "Calls" });
        var price = await stripe.V1.Prices.CreateAsync(new PriceCreateOptions
        {
            Product = product.Id,
            Currency = "usd",
            UnitAmountDecimal = 0.5m,
            Recurring = new() { Interval = "month", UsageType = "metered", Meter = meter.Id },
        });
        await stripe.SubscriptionAsync(price, customer);
        await stripe.V1.Billing.MeterEvents.CreateAsync(new Stripe.Billing.MeterEventCreateOptions
        {
            EventName = "calls",
            Payload = new() { ["stripe_customer_id"] = customer.Id, ["value"] = "300" },
        });

        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddHours(1));

        Assert.That(stripe.World.Invoices.Select(invoice => invoice.AmountPaid), Is.EqualTo([0, 150]));
    }

    private static Task<Subscription> LatestAsync(Simulation stripe, string id) =>
        stripe.V1.Subscriptions.GetAsync(id, new SubscriptionGetOptions { Expand = ["latest_invoice"] });
}
