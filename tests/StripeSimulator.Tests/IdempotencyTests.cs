using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Tests.Common;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class IdempotencyTests
{
    private static readonly RequestOptions Key = new() { IdempotencyKey = "once" };

    [Test]
    public async Task The_same_call_is_carried_out_once_and_answered_the_same()
    {
        using var stripe = new Simulation();

        var first = await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, Key);
        var second = await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, Key);

        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That(second.StripeResponse.RequestId, Is.EqualTo(first.StripeResponse.RequestId));
        Assert.That(second.StripeResponse.Headers.GetValues("Idempotent-Replayed"), Is.EqualTo(["true"]));
        Assert.That(stripe.World.Customers, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Other_parameters_or_another_endpoint_under_the_same_key_are_refused()
    {
        using var stripe = new Simulation();
        await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, Key);

        var other = await Refusal.OfAsync(() =>
            stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Bob" }, Key));
        var elsewhere = await Refusal.OfAsync(() =>
            stripe.V1.Products.CreateAsync(new ProductCreateOptions { Name = "Ada" }, Key));

        Assert.That((other.StripeError.Type, (int)other.HttpStatusCode), Is.EqualTo(("idempotency_error", 400)));
        Assert.That(elsewhere.StripeError.Type, Is.EqualTo("idempotency_error"));
    }

    [Test]
    public async Task After_a_day_the_key_is_new_again()
    {
        using var stripe = new Simulation();
        var first = await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, Key);

        stripe.Time.Advance(TimeSpan.FromHours(25));
        var second = await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, Key);

        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task A_stored_500_is_replayed_and_never_carried_out_again(bool takesEffect, int customers)
    {
        using var stripe = new Simulation();
        stripe.World.Faults.Add(new Fault(FaultKind.ServerError) { TakesEffect = takesEffect });

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failure = await Refusal.OfAsync(() =>
                stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, Key));
            Assert.That((int)failure.HttpStatusCode, Is.EqualTo(500));
        }

        Assert.That(stripe.World.Customers, Has.Count.EqualTo(customers));
        Assert.That(stripe.World.Requests.All.Select(request => request.IsReplayed), Is.EqualTo([false, true, true]));
    }

    [Test]
    public async Task A_429_is_not_stored()
    {
        using var stripe = new Simulation();
        stripe.World.Faults.Add(new Fault(FaultKind.RateLimit) { RetryAfter = 7 });

        var limited = await Refusal.OfAsync(() => stripe.V1.Customers.CreateAsync(new CustomerCreateOptions(), Key));
        var customer = await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions(), Key);

        Assert.That(((int)limited.HttpStatusCode, limited.StripeError.Code), Is.EqualTo((429, "rate_limit")));
        Assert.That(limited.StripeResponse.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(customer.Id, Does.StartWith("cus_"));
    }

    [Test]
    public async Task A_refusal_before_anything_was_done_is_not_stored()
    {
        using var stripe = new Simulation();
        var options = new PriceCreateOptions
        {
            Product = "prod_late",
            Currency = "usd",
            UnitAmount = 1,
            Recurring = new PriceRecurringOptions { Interval = "month" },
        };

        Assert.That(async () => await stripe.V1.Prices.CreateAsync(options, Key), Throws.TypeOf<StripeException>());
        await stripe.V1.Products.CreateAsync(new ProductCreateOptions { Id = "prod_late", Name = "Late" });

        Assert.That((await stripe.V1.Prices.CreateAsync(options, Key)).ProductId, Is.EqualTo("prod_late"));
    }

    [Test]
    public async Task A_declined_card_is_stored()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync(customer: await stripe.CustomerAsync("pm_card_chargeCustomerFail"));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var declined = await Refusal.OfAsync(() => stripe.V1.Invoices.PayAsync(subscription.LatestInvoiceId, null, Key));
            Assert.That((declined.StripeError.Code, declined.StripeError.DeclineCode), Is.EqualTo(("card_declined", "generic_decline")));
            Assert.That((int)declined.HttpStatusCode, Is.EqualTo(402));
        }

        Assert.That(stripe.World.Charges, Has.Count.EqualTo(2), "one at the start, one for the first call");
    }

    [Test]
    public async Task While_the_first_call_runs_a_second_with_its_key_conflicts()
    {
        using var stripe = new Simulation();
        stripe.World.Faults.Add(new Fault(FaultKind.Slow) { Delay = TimeSpan.FromSeconds(10) });

        var first = stripe.V1.Customers.CreateAsync(new CustomerCreateOptions(), Key);
        var conflict = await Refusal.OfAsync(() => stripe.V1.Customers.CreateAsync(new CustomerCreateOptions(), Key));
        stripe.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(((int)conflict.HttpStatusCode, conflict.StripeError.Code), Is.EqualTo((409, "idempotency_key_in_use")));
        Assert.That((await first).Id, Does.StartWith("cus_"));
    }
}
