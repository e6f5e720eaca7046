using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Tests.Common;
using Stripe.Checkout;

namespace MySaas.StripeSimulator.Tests;

public sealed class CheckoutTests
{
    [Test]
    public async Task A_paid_checkout_leads_to_an_active_subscription_with_a_paid_invoice()
    {
        using var stripe = new Simulation();
        var session = await stripe.CheckoutAsync(await stripe.PriceAsync(), await stripe.CustomerAsync(card: null));

        stripe.Control.PayCheckout(session.Id);

        var paid = await stripe.V1.Checkout.Sessions.GetAsync(
            session.Id, new SessionGetOptions { Expand = ["subscription.latest_invoice", "customer"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.Url, Is.EqualTo($"http://stripe.simulator/pages/checkout/{session.Id}"));
            Assert.That(paid.Status, Is.EqualTo("complete"));
            Assert.That(paid.PaymentStatus, Is.EqualTo("paid"));
            Assert.That(paid.Subscription.Status, Is.EqualTo("active"));
            Assert.That(paid.Subscription.LatestInvoice.Status, Is.EqualTo("paid"));
            Assert.That(paid.Subscription.LatestInvoice.AmountPaid, Is.EqualTo(4000));
            Assert.That(paid.Customer.Email, Is.EqualTo("ada@example.com"));
        }

        Assert.That(stripe.EventTypes, Is.SupersetOf(new[]
        {
            "payment_method.attached", "customer.subscription.created", "invoice.finalized", "invoice.paid",
            "customer.subscription.updated", "checkout.session.completed",
        }));
    }

    [Test]
    public async Task A_declined_card_leaves_the_session_open_and_nothing_behind()
    {
        using var stripe = new Simulation();
        var session = await stripe.CheckoutAsync(await stripe.PriceAsync(), await stripe.CustomerAsync(card: null));

        var outcome = stripe.Control.PayCheckout(session.Id, "4000000000000002");

        Assert.That(outcome, Is.EqualTo(PaymentOutcome.Declines));
        Assert.That((await stripe.V1.Checkout.Sessions.GetAsync(session.Id)).Status, Is.EqualTo("open"));
        Assert.That(stripe.World.Subscriptions, Is.Empty);
    }

    [Test]
    public async Task A_trial_begins_without_payment()
    {
        using var stripe = new Simulation();
        var session = await stripe.CheckoutAsync(await stripe.PriceAsync(), await stripe.CustomerAsync(card: null), options =>
            options.SubscriptionData = new SessionSubscriptionDataOptions { TrialPeriodDays = 14, Metadata = new() { ["org"] = "1" } });

        stripe.Control.PayCheckout(session.Id);

        var paid = await stripe.V1.Checkout.Sessions.GetAsync(session.Id, new SessionGetOptions { Expand = ["subscription", "invoice"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paid.PaymentStatus, Is.EqualTo("no_payment_required"));
            Assert.That(paid.Subscription.Status, Is.EqualTo("trialing"));
            Assert.That(paid.Subscription.TrialEnd, Is.EqualTo(Simulation.Begin.AddDays(14).UtcDateTime));
            Assert.That(paid.Subscription.Metadata["org"], Is.EqualTo("1"));
            Assert.That(paid.Invoice.Total, Is.Zero);
            Assert.That(paid.Invoice.Status, Is.EqualTo("paid"));
        }
    }

    [Test]
    public async Task An_abandoned_session_expires_after_a_day()
    {
        using var stripe = new Simulation();
        var session = await stripe.CheckoutAsync(await stripe.PriceAsync(), await stripe.CustomerAsync(card: null));

        stripe.Control.Advance(TimeSpan.FromHours(24));

        Assert.That((await stripe.V1.Checkout.Sessions.GetAsync(session.Id)).Status, Is.EqualTo("expired"));
        Assert.That(stripe.EventTypes, Has.One.EqualTo("checkout.session.expired"));
    }

    [TestCase(true, "active", "checkout.session.async_payment_succeeded")]
    [TestCase(false, "past_due", "checkout.session.async_payment_failed")]
    public async Task A_debit_settles_later(bool succeeds, string status, string told)
    {
        using var stripe = new Simulation();
        var session = await stripe.CheckoutAsync(await stripe.PriceAsync(), await stripe.CustomerAsync(card: null));

        stripe.Control.PayCheckout(session.Id, "000123456789");
        var before = await stripe.V1.Checkout.Sessions.GetAsync(session.Id, new SessionGetOptions { Expand = ["subscription"] });
        stripe.Control.SettleCheckout(session.Id, succeeds);

        Assert.That((before.Status, before.PaymentStatus, before.Subscription.Status), Is.EqualTo(("complete", "unpaid", "active")));
        Assert.That((await stripe.V1.Subscriptions.GetAsync(before.SubscriptionId)).Status, Is.EqualTo(status));
        Assert.That(stripe.EventTypes, Has.One.EqualTo(told));
    }
}
