using MySaas.StripeSimulator.Tests.Common;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class ExpansionTests
{
    [Test]
    public async Task Without_expand_related_objects_are_ids()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        var invoice = await stripe.V1.Invoices.GetAsync(subscription.LatestInvoiceId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((subscription.Customer, subscription.LatestInvoice), Is.EqualTo(((Customer?)null, (Invoice?)null)));
            Assert.That((invoice.Customer, invoice.Payments), Is.EqualTo(((Customer?)null, (StripeList<InvoicePayment>?)null)));
            Assert.That(invoice.CustomerId, Is.EqualTo(subscription.CustomerId));
        }
    }

    [Test]
    public async Task With_expand_they_are_embedded_in_one_and_in_lists()
    {
        using var stripe = new Simulation();
        await stripe.SubscriptionAsync();

        var listed = await stripe.V1.Subscriptions.ListAsync(new SubscriptionListOptions
        {
            Expand = ["data.customer", "data.latest_invoice.payments", "data.items.data.price", "data.default_payment_method"],
        });

        var subscription = listed.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(subscription.Customer.Name, Is.EqualTo("Ada"));
            Assert.That(subscription.LatestInvoice.Payments.Single().Status, Is.EqualTo("paid"));
            Assert.That(subscription.Items.Single().Price.UnitAmount, Is.EqualTo(2000));
            Assert.That(subscription.DefaultPaymentMethod, Is.Null);
        }
    }

    [Test]
    public async Task Expansion_goes_as_deep_as_Stripes()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        var expanded = await stripe.V1.Subscriptions.GetAsync(
            subscription.Id, new SubscriptionGetOptions { Expand = ["customer.invoice_settings.default_payment_method", "customer.subscriptions"] });

        Assert.That(expanded.Customer.InvoiceSettings.DefaultPaymentMethod.Card.Last4, Is.EqualTo("4242"));
        Assert.That(expanded.Customer.Subscriptions.Single().Id, Is.EqualTo(subscription.Id));
        Assert.That(
            async () => await stripe.V1.Subscriptions.GetAsync(subscription.Id, new SubscriptionGetOptions { Expand = ["a.b.c.d.e"] }),
            Throws.TypeOf<StripeException>());
    }

    [Test]
    public async Task What_cannot_be_expanded_is_refused()
    {
        using var stripe = new Simulation();
        var customer = await stripe.CustomerAsync();

        Assert.That(
            async () => await stripe.V1.Customers.GetAsync(customer.Id, new CustomerGetOptions { Expand = ["email"] }),
            Throws.TypeOf<StripeException>().With.Message.Contains("cannot be expanded"));
    }
}
