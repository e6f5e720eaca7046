using MySaas.StripeSimulator.Tests.Common;
using Stripe;
using Stripe.Billing;

namespace MySaas.StripeSimulator.Tests;

/// <summary>Each object is where the pinned API version has it, as Stripe.net reads it.</summary>
public sealed class ShapeTests
{
    [Test]
    public void The_version_is_the_one_that_the_client_pins() =>
        Assert.That(StripeConfiguration.ApiVersion, Is.EqualTo(Protocol.StripeApi.Version));

    [Test]
    public async Task A_customer()
    {
        using var stripe = new Simulation();
        var made = await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions
        {
            Email = "ada@example.com",
            Name = "Ada",
            Metadata = new() { ["organization"] = "1", ["gone"] = "soon" },
        });

        var updated = await stripe.V1.Customers.UpdateAsync(made.Id, new CustomerUpdateOptions
        {
            Name = "Ada L.",
            Metadata = new() { ["gone"] = "", ["new"] = "2" },
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Id, Does.StartWith("cus_"));
            Assert.That(made.Created, Is.EqualTo(Simulation.Begin.UtcDateTime));
            Assert.That(made.Livemode, Is.False);
            Assert.That(updated.Email, Is.EqualTo("ada@example.com"));
            Assert.That(updated.Name, Is.EqualTo("Ada L."));
            Assert.That(updated.Metadata, Is.EquivalentTo(new Dictionary<string, string> { ["organization"] = "1", ["new"] = "2" }));
        }
    }

    [Test]
    public async Task A_deleted_customer_is_a_stub_and_its_subscriptions_end()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        await stripe.V1.Customers.DeleteAsync(subscription.CustomerId);

        Assert.That((await stripe.V1.Customers.GetAsync(subscription.CustomerId)).Deleted, Is.True);
        Assert.That((await stripe.V1.Subscriptions.GetAsync(subscription.Id)).Status, Is.EqualTo("canceled"));
        Assert.That(stripe.EventTypes, Has.One.EqualTo("customer.deleted"));
    }

    [Test]
    public async Task A_price_and_its_product()
    {
        using var stripe = new Simulation();

        var price = await stripe.PriceAsync(2900, "year", "pro_year");

        var product = await stripe.V1.Products.GetAsync(price.ProductId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((price.UnitAmount, price.UnitAmountDecimal, price.Currency), Is.EqualTo((2900, 2900m, "usd")));
            Assert.That((price.Recurring.Interval, price.Recurring.IntervalCount, price.Recurring.UsageType), Is.EqualTo(("year", 1, "licensed")));
            Assert.That((price.LookupKey, price.Active, price.Type), Is.EqualTo(("pro_year", true, "recurring")));
            Assert.That((product.Name, product.Active), Is.EqualTo(("Pro", true)));
        }
    }

    [Test]
    public async Task A_subscription_has_its_period_on_the_item()
    {
        using var stripe = new Simulation();

        var subscription = await stripe.SubscriptionAsync(quantity: 3);

        var item = subscription.Items.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(subscription.Status, Is.EqualTo("active"));
            Assert.That(item.Quantity, Is.EqualTo(3));
            Assert.That(item.CurrentPeriodStart, Is.EqualTo(Simulation.Begin.UtcDateTime));
            Assert.That(item.CurrentPeriodEnd, Is.EqualTo(Simulation.Begin.AddMonths(1).UtcDateTime));
            Assert.That(item.Price.UnitAmount, Is.EqualTo(2000));
            Assert.That(item.Subscription, Is.EqualTo(subscription.Id));
            Assert.That(subscription.LatestInvoiceId, Does.StartWith("in_"));
            Assert.That(subscription.BillingMode.Type, Is.EqualTo("flexible"));
            Assert.That(new[] { subscription.CancelAt, subscription.CanceledAt, subscription.EndedAt, subscription.TrialEnd }, Is.All.Null);
        }
    }

    [Test]
    public async Task An_invoice_names_its_subscription_in_parent_and_its_payment_in_payments()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(quantity: 2);

        var invoice = await stripe.V1.Invoices.GetAsync(
            subscription.LatestInvoiceId, new InvoiceGetOptions { Expand = ["payments.data.payment.payment_intent"] });

        var line = invoice.Lines.Single();
        var payment = invoice.Payments.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((invoice.Status, invoice.BillingReason, invoice.Currency), Is.EqualTo(("paid", "subscription_create", "usd")));
            Assert.That((invoice.Total, invoice.AmountDue, invoice.AmountPaid, invoice.AmountRemaining), Is.EqualTo((4000, 4000, 4000, 0)));
            Assert.That(invoice.Number, Does.EndWith("-0001"));
            Assert.That(invoice.HostedInvoiceUrl, Does.StartWith("http://stripe.simulator/pages/invoices/in_"));
            Assert.That(invoice.InvoicePdf, Does.EndWith("/pdf"));
            Assert.That(invoice.Parent.Type, Is.EqualTo("subscription_details"));
            Assert.That(invoice.Parent.SubscriptionDetails.SubscriptionId, Is.EqualTo(subscription.Id));
            Assert.That(invoice.StatusTransitions.PaidAt, Is.EqualTo(Simulation.Begin.UtcDateTime));
            Assert.That(line.Pricing.PriceDetails.PriceId, Is.EqualTo(subscription.Items.Single().Price.Id));
            Assert.That(line.Parent.SubscriptionItemDetails.SubscriptionItem, Is.EqualTo(subscription.Items.Single().Id));
            Assert.That(line.Parent.SubscriptionItemDetails.Proration, Is.False);
            Assert.That(line.Period.End, Is.EqualTo(Simulation.Begin.AddMonths(1).UtcDateTime));
            Assert.That((payment.Status, payment.AmountPaid, payment.Payment.Type), Is.EqualTo(("paid", 4000, "payment_intent")));
            Assert.That(payment.Payment.PaymentIntent.Status, Is.EqualTo("succeeded"));
            Assert.That(payment.Payment.PaymentIntent.LatestChargeId, Does.StartWith("ch_"));
        }
    }

    [Test]
    public async Task A_portal_session()
    {
        using var stripe = new Simulation();
        var customer = await stripe.CustomerAsync();

        var session = await stripe.V1.BillingPortal.Sessions.CreateAsync(
            new Stripe.BillingPortal.SessionCreateOptions { Customer = customer.Id, ReturnUrl = "https://app.example/" });

        Assert.That(session.Url, Is.EqualTo($"http://stripe.simulator/pages/portal/{session.Id}"));
        Assert.That((session.Customer, session.ReturnUrl), Is.EqualTo((customer.Id, "https://app.example/")));
    }

    [Test]
    public async Task Usage_is_counted_once_for_each_identifier()
    {
        using var stripe = new Simulation();
        var customer = await stripe.CustomerAsync();
        var meter = await stripe.V1.Billing.Meters.CreateAsync(new MeterCreateOptions
        {
            DisplayName = "Calls",
            EventName = "calls",
            DefaultAggregation = new MeterDefaultAggregationOptions { Formula = "sum" },
        });
        var used = new MeterEventCreateOptions
        {
            EventName = "calls",
            Identifier = "one",
            Payload = new() { ["stripe_customer_id"] = customer.Id, ["value"] = "7" },
        };

        var accepted = await stripe.V1.Billing.MeterEvents.CreateAsync(used);

        Assert.That(async () => await stripe.V1.Billing.MeterEvents.CreateAsync(used), Throws.TypeOf<StripeException>());
        var summaries = await stripe.V1.Billing.Meters.EventSummaries.ListAsync(meter.Id, new()
        {
            Customer = customer.Id,
            StartTime = Simulation.Begin.AddHours(-1).UtcDateTime,
            EndTime = Simulation.Begin.AddHours(1).UtcDateTime,
        });
        Assert.That(accepted.Payload["value"], Is.EqualTo("7"));
        Assert.That(summaries.Single().AggregatedValue, Is.EqualTo(7));
    }

    [Test]
    public async Task The_account()
    {
        using var stripe = new Simulation();

        Assert.That((await stripe.V1.Accounts.GetAsync("acct_simulator")).ChargesEnabled, Is.True);
    }

    [Test]
    public async Task A_live_key_makes_live_objects()
    {
        using var stripe = new Simulation();

        var customer = await stripe.NewClient("sk_live_x").V1.Customers.CreateAsync(new CustomerCreateOptions());

        Assert.That(customer.Livemode, Is.True);
    }

    [Test]
    public void A_key_that_is_none_is_refused()
    {
        using var stripe = new Simulation();

        Assert.That(
            async () => await stripe.NewClient("nonsense").V1.Customers.ListAsync(),
            Throws.TypeOf<StripeException>().With.Property(nameof(StripeException.HttpStatusCode)).EqualTo(System.Net.HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Errors_have_a_type_a_code_and_the_parameter()
    {
        using var stripe = new Simulation();

        var refusal = await Refusal.OfAsync(() => stripe.V1.Subscriptions.GetAsync("sub_none"));
        var missing = await Refusal.OfAsync(() => stripe.V1.Products.CreateAsync(new ProductCreateOptions()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.HttpStatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
            Assert.That((refusal.StripeError.Type, refusal.StripeError.Code), Is.EqualTo(("invalid_request_error", "resource_missing")));
            Assert.That(refusal.StripeError.Param, Is.EqualTo("id"));
            Assert.That(refusal.StripeResponse.RequestId, Does.StartWith("req_"));
            Assert.That((missing.StripeError.Code, missing.StripeError.Param), Is.EqualTo(("parameter_missing", "name")));
        }
    }

    [Test]
    public void A_parameter_that_the_simulator_does_not_cover_is_refused_and_not_ignored()
    {
        using var stripe = new Simulation();

        Assert.That(
            async () => await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { InvoicePrefix = "X" }),
            Throws.TypeOf<StripeException>().With.Message.Contains("invoice_prefix"));
    }
}
