using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Tests.Common;
using MySaas.StripeSimulator.World;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class DunningTests
{
    private static readonly DateTimeOffset FirstFailure = Simulation.Begin.AddMonths(1).AddHours(1);

    [TestCase(AfterRetries.Cancel, "canceled")]
    [TestCase(AfterRetries.MarkUnpaid, "unpaid")]
    [TestCase(AfterRetries.LeavePastDue, "past_due")]
    public async Task A_failing_renewal_is_tried_three_more_times_and_then_given_up(AfterRetries setting, string status)
    {
        using var stripe = new Simulation(new WorldOptions { AfterRetries = setting });
        var subscription = await FailingAsync(stripe);

        stripe.Control.AdvanceTo(FirstFailure);
        var first = await LatestAsync(stripe, subscription.Id);
        stripe.Control.Advance(TimeSpan.FromDays(3 + 5 + 7));
        var last = await LatestAsync(stripe, subscription.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Status, first.LatestInvoice.Status, first.LatestInvoice.AttemptCount), Is.EqualTo(("past_due", "open", 1)));
            Assert.That(first.LatestInvoice.NextPaymentAttempt, Is.EqualTo(FirstFailure.AddDays(3).UtcDateTime));
            Assert.That((last.Status, last.LatestInvoice.Status, last.LatestInvoice.AttemptCount), Is.EqualTo((status, "open", 4)));
            Assert.That(last.LatestInvoice.NextPaymentAttempt, Is.Null);
            Assert.That(stripe.EventTypes.Count(type => type is "invoice.payment_failed"), Is.EqualTo(4));
        }
    }

    [Test]
    public async Task A_new_card_recovers_at_the_next_try()
    {
        using var stripe = new Simulation();
        var subscription = await FailingAsync(stripe);
        stripe.Control.AdvanceTo(FirstFailure);

        stripe.Control.ChangeCard(subscription.CustomerId, "4242424242424242");
        stripe.Control.Advance(TimeSpan.FromDays(3));

        var recovered = await LatestAsync(stripe, subscription.Id);
        Assert.That((recovered.Status, recovered.LatestInvoice.Status, recovered.LatestInvoice.AmountPaid), Is.EqualTo(("active", "paid", 2000)));
    }

    [Test]
    public async Task The_customer_pays_an_open_invoice_by_hand()
    {
        using var stripe = new Simulation();
        var subscription = await FailingAsync(stripe);
        stripe.Control.AdvanceTo(FirstFailure);
        var failed = await LatestAsync(stripe, subscription.Id);

        stripe.Control.PayInvoice(failed.LatestInvoiceId, "4242424242424242");

        Assert.That((await stripe.V1.Subscriptions.GetAsync(subscription.Id)).Status, Is.EqualTo("active"));
    }

    [Test]
    public async Task A_bank_that_asks_tells_so_and_is_answered_on_the_page()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.SetPaymentOutcome(subscription.CustomerId, PaymentOutcome.RequiresAction);
        stripe.Control.AdvanceTo(FirstFailure);
        var asked = await stripe.V1.Subscriptions.GetAsync(
            subscription.Id, new SubscriptionGetOptions { Expand = ["latest_invoice.payments.data.payment"] });

        stripe.Control.PayInvoice(asked.LatestInvoiceId);

        var intent = await stripe.V1.PaymentIntents.GetAsync(asked.LatestInvoice.Payments.Single().Payment.PaymentIntentId);
        Assert.That((asked.Status, intent.Status), Is.EqualTo(("past_due", "succeeded")));
        Assert.That(stripe.EventTypes, Has.One.EqualTo("invoice.payment_action_required"));
        Assert.That((await stripe.V1.Subscriptions.GetAsync(subscription.Id)).Status, Is.EqualTo("active"));
    }

    [Test]
    public async Task A_first_payment_that_fails_leaves_it_incomplete_until_it_expires_after_23_hours()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(customer: await stripe.CustomerAsync("pm_card_chargeCustomerFail"));

        stripe.Control.Advance(TimeSpan.FromHours(23));

        var expired = await LatestAsync(stripe, subscription.Id);
        Assert.That((subscription.Status, expired.Status, expired.LatestInvoice.Status), Is.EqualTo(("incomplete", "incomplete_expired", "void")));
    }

    [Test]
    public async Task An_incomplete_one_becomes_active_once_it_is_paid()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(customer: await stripe.CustomerAsync("pm_card_chargeCustomerFail"));

        await stripe.V1.Invoices.PayAsync(subscription.LatestInvoiceId, new InvoicePayOptions { PaymentMethod = "pm_card_visa" });

        Assert.That((await stripe.V1.Subscriptions.GetAsync(subscription.Id)).Status, Is.EqualTo("active"));
    }

    [Test]
    public async Task A_call_that_must_not_leave_anything_unpaid_changes_nothing_when_refused()
    {
        using var stripe = new Simulation();
        var customer = await stripe.CustomerAsync("pm_card_chargeCustomerFail");
        var price = await stripe.PriceAsync();

        var refusal = await Refusal.OfAsync(() => stripe.V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer.Id,
            Items = [new SubscriptionItemOptions { Price = price.Id }],
            PaymentBehavior = "error_if_incomplete",
        }));

        Assert.That(refusal.StripeError.Code, Is.EqualTo("card_declined"));
        Assert.That((stripe.World.Subscriptions.Count, stripe.World.Invoices.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Voiding_or_writing_off_the_latest_invoice_frees_the_subscription()
    {
        using var stripe = new Simulation();
        var subscription = await FailingAsync(stripe);
        stripe.Control.AdvanceTo(FirstFailure);
        var failed = await LatestAsync(stripe, subscription.Id);

        await stripe.V1.Invoices.MarkUncollectibleAsync(failed.LatestInvoiceId);

        var freed = await LatestAsync(stripe, subscription.Id);
        Assert.That((freed.Status, freed.LatestInvoice.Status), Is.EqualTo(("active", "uncollectible")));
        Assert.That(freed.LatestInvoice.StatusDetails.Uncollectible.Reason, Is.EqualTo("user_forgiven"));
    }

    private static async Task<Subscription> FailingAsync(Simulation stripe)
    {
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.SetPaymentOutcome(subscription.CustomerId, PaymentOutcome.Declines, "insufficient_funds");
        return subscription;
    }

    private static Task<Subscription> LatestAsync(Simulation stripe, string id) =>
        stripe.V1.Subscriptions.GetAsync(id, new SubscriptionGetOptions { Expand = ["latest_invoice"] });
}
