using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Tests.Common;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

/// <summary>Other prices and quantities: what is given back, added, paid, or waits.</summary>
public sealed class ChangeTests
{
    private static readonly DateTimeOffset MiddleOfMonth = Simulation.Begin.AddDays(15.5);     // the first month has 31 days

    [Test]
    public async Task More_seats_wait_as_two_prorations_for_the_next_invoice()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(quantity: 2);
        stripe.Control.AdvanceTo(MiddleOfMonth);

        await UpdateAsync(stripe, subscription, options => options.Items[0].Quantity = 5);
        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddHours(1));

        var invoice = stripe.World.Invoices.Last();
        var lines = await stripe.V1.Invoices.LineItems.ListAsync(invoice.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines.Select(line => line.Amount), Is.EqualTo([-2000, 5000, 10000]));
            Assert.That(lines.Select(line => line.Parent.SubscriptionItemDetails.Proration), Is.EqualTo([true, true, false]));
            Assert.That(lines.First().Period.Start, Is.EqualTo(MiddleOfMonth.UtcDateTime));
            Assert.That((invoice.Total, invoice.AmountPaid), Is.EqualTo((13000, 13000)));
            Assert.That(stripe.World.InvoiceItems.Select(item => item.InvoiceId), Is.All.EqualTo(invoice.Id));
        }
    }

    [Test]
    public async Task Without_proration_a_change_counts_from_the_next_period()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.AdvanceTo(MiddleOfMonth);

        await UpdateAsync(stripe, subscription, options => (options.Items[0].Quantity, options.ProrationBehavior) = (3, "none"));
        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddHours(1));

        Assert.That(stripe.World.Invoices.Select(invoice => invoice.AmountPaid), Is.EqualTo([2000, 6000]));
    }

    [Test]
    public async Task An_upgrade_is_invoiced_and_paid_at_once()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        var business = await stripe.PriceAsync(10000);
        stripe.Control.AdvanceTo(MiddleOfMonth);

        var upgraded = await UpdateAsync(stripe, subscription, options =>
            (options.Items[0].Price, options.ProrationBehavior) = (business.Id, "always_invoice"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(upgraded.Items.Single().Price.Id, Is.EqualTo(business.Id));
            Assert.That(upgraded.Items.Single().Id, Is.EqualTo(subscription.Items.Single().Id));
            Assert.That(upgraded.LatestInvoice.Lines.Select(line => line.Amount), Is.EqualTo([-1000, 5000]));
            Assert.That((upgraded.LatestInvoice.BillingReason, upgraded.LatestInvoice.AmountPaid), Is.EqualTo(("subscription_update", 4000)));
        }
    }

    [Test]
    public async Task What_a_downgrade_gives_back_is_credit_for_the_next_invoice()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(quantity: 5);
        stripe.Control.AdvanceTo(MiddleOfMonth);

        var smaller = await UpdateAsync(stripe, subscription, options =>
            (options.Items[0].Quantity, options.ProrationBehavior) = (1, "always_invoice"));
        var credit = (await stripe.V1.Customers.GetAsync(subscription.CustomerId)).Balance;
        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddHours(1));

        var renewal = stripe.World.Invoices.Last();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((smaller.LatestInvoice.Total, smaller.LatestInvoice.AmountDue, smaller.LatestInvoice.Status), Is.EqualTo((-4000, 0, "paid")));
            Assert.That(credit, Is.EqualTo(-4000));
            Assert.That((renewal.Total, renewal.StartingBalance, renewal.AmountDue, renewal.EndingBalance), Is.EqualTo((2000, -4000, 0, -2000)));
        }
    }

    [Test]
    public async Task Another_interval_begins_a_new_period_and_is_paid_at_once()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        var yearly = await stripe.PriceAsync(20000, "year");
        stripe.Control.AdvanceTo(MiddleOfMonth);

        var changed = await UpdateAsync(stripe, subscription, options => options.Items[0].Price = yearly.Id);

        Assert.That(changed.Items.Single().CurrentPeriodEnd, Is.EqualTo(MiddleOfMonth.AddYears(1).UtcDateTime));
        Assert.That(changed.LatestInvoice.Lines.Select(line => line.Amount), Is.EqualTo([-1000, 20000]));
    }

    [Test]
    public async Task A_pending_update_is_applied_when_its_invoice_is_paid()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.AdvanceTo(MiddleOfMonth);

        var pending = await FailingUpgradeAsync(stripe, subscription);
        stripe.Control.PayInvoice(pending.LatestInvoiceId, "4242424242424242");

        var applied = await stripe.V1.Subscriptions.GetAsync(subscription.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pending.Status, pending.Items.Single().Quantity, pending.LatestInvoice.Status), Is.EqualTo(("active", 1, "open")));
            Assert.That(pending.PendingUpdate.SubscriptionItems.Single().Quantity, Is.EqualTo(5));
            Assert.That((applied.Items.Single().Quantity, applied.PendingUpdate), Is.EqualTo((5, (SubscriptionPendingUpdate?)null)));
            Assert.That(stripe.EventTypes, Has.One.EqualTo("customer.subscription.pending_update_applied"));
        }
    }

    [Test]
    public async Task A_pending_update_expires_with_its_invoice()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.AdvanceTo(MiddleOfMonth);

        var pending = await FailingUpgradeAsync(stripe, subscription);
        stripe.Control.Advance(TimeSpan.FromHours(23));

        var after = await stripe.V1.Subscriptions.GetAsync(subscription.Id, new SubscriptionGetOptions { Expand = ["latest_invoice"] });
        Assert.That((after.Status, after.Items.Single().Quantity, after.PendingUpdate), Is.EqualTo(("active", 1, (SubscriptionPendingUpdate?)null)));
        Assert.That((after.LatestInvoice.Id, after.LatestInvoice.Status), Is.EqualTo((pending.LatestInvoiceId, "void")));
        Assert.That(stripe.EventTypes, Has.One.EqualTo("customer.subscription.pending_update_expired"));
    }

    [Test]
    public async Task A_pending_update_that_expires_pays_for_nothing_else()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.SetPaymentOutcome(subscription.CustomerId, PaymentOutcome.Declines);
        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddHours(1));
        var owed = stripe.World.Invoices.Last();

        await FailingUpgradeAsync(stripe, subscription);
        stripe.Control.Advance(TimeSpan.FromHours(23));
        var after = stripe.World.Subscriptions[subscription.Id].Status;
        stripe.Control.PayInvoice(owed.Id, "4242424242424242");

        Assert.That((after, stripe.World.Subscriptions[subscription.Id].Status), Is.EqualTo(("past_due", "active")));
    }

    [Test]
    public async Task Another_change_takes_the_place_of_a_pending_one()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        var pending = await FailingUpgradeAsync(stripe, subscription);
        stripe.Control.ChangeCard(subscription.CustomerId, "4242424242424242");

        var changed = await UpdateAsync(stripe, subscription, options => (options.Items[0].Quantity, options.ProrationBehavior) = (2, "always_invoice"));

        Assert.That((changed.Items.Single().Quantity, changed.PendingUpdate), Is.EqualTo((2, (SubscriptionPendingUpdate?)null)));
        Assert.That(stripe.World.Invoices[pending.LatestInvoiceId].Status, Is.EqualTo("void"));
    }

    [Test]
    public async Task A_preview_tells_what_a_change_would_cost_and_changes_nothing()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        stripe.Control.AdvanceTo(MiddleOfMonth);

        var preview = await stripe.V1.Invoices.CreatePreviewAsync(new InvoiceCreatePreviewOptions
        {
            Subscription = subscription.Id,
            SubscriptionDetails = new() { Items = [new() { Id = subscription.Items.Single().Id, Quantity = 3 }] },
        });

        Assert.That(preview.Lines.Select(line => line.Amount), Is.EqualTo([-1000, 3000]));
        Assert.That((stripe.World.Invoices.Count, stripe.World.Subscriptions[subscription.Id].Items[0].Quantity), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task An_item_can_be_changed_by_itself()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        var item = await stripe.V1.SubscriptionItems.UpdateAsync(
            subscription.Items.Single().Id, new SubscriptionItemUpdateOptions { Quantity = 4, ProrationBehavior = "none" });

        Assert.That(item.Quantity, Is.EqualTo(4));
        Assert.That((await stripe.V1.SubscriptionItems.ListAsync(new() { Subscription = subscription.Id })).Single().Quantity, Is.EqualTo(4));
    }

    [Test]
    public async Task An_update_tells_what_was_before()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        await stripe.V1.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });

        var told = (await stripe.V1.Events.ListAsync(new EventListOptions { Type = "customer.subscription.updated" })).First();
        Assert.That(((Subscription)told.Data.Object).CancelAtPeriodEnd, Is.True);
        Assert.That(told.Data.PreviousAttributes?.ToString(), Does.Contain("\"cancel_at_period_end\"").And.Not.Contain("\"metadata\""));
    }

    private static async Task<Subscription> FailingUpgradeAsync(Simulation stripe, Subscription subscription)
    {
        stripe.Control.SetPaymentOutcome(subscription.CustomerId, PaymentOutcome.Declines);
        return await UpdateAsync(stripe, subscription, options =>
            (options.Items[0].Quantity, options.ProrationBehavior, options.PaymentBehavior) = (5, "always_invoice", "pending_if_incomplete"));
    }

    private static async Task<Subscription> UpdateAsync(Simulation stripe, Subscription subscription, Action<SubscriptionUpdateOptions> change)
    {
        var options = new SubscriptionUpdateOptions { Items = [new() { Id = subscription.Items.Single().Id }], Expand = ["latest_invoice"] };
        change(options);
        return await stripe.V1.Subscriptions.UpdateAsync(subscription.Id, options);
    }
}
