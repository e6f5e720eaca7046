using MySaas.StripeSimulator.Tests.Common;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class ListTests
{
    [Test]
    public async Task Pages_are_newest_first_and_follow_each_other_in_both_directions()
    {
        using var stripe = new Simulation();
        for (var number = 0; number < 5; number++)
            await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = $"{number}" });

        var first = await stripe.V1.Customers.ListAsync(new CustomerListOptions { Limit = 2 });
        var second = await stripe.V1.Customers.ListAsync(new CustomerListOptions { Limit = 2, StartingAfter = first.Last().Id });
        var back = await stripe.V1.Customers.ListAsync(new CustomerListOptions { Limit = 2, EndingBefore = second.First().Id });
        var last = await stripe.V1.Customers.ListAsync(new CustomerListOptions { Limit = 2, StartingAfter = second.Last().Id });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Select(customer => customer.Name), Is.EqualTo(["4", "3"]));
            Assert.That(second.Select(customer => customer.Name), Is.EqualTo(["2", "1"]));
            Assert.That(back.Select(customer => customer.Name), Is.EqualTo(["4", "3"]));
            Assert.That(last.Select(customer => customer.Name), Is.EqualTo(["0"]));
            Assert.That((first.HasMore, second.HasMore, last.HasMore), Is.EqualTo((true, true, false)));
        }
    }

    [Test]
    public async Task The_client_pages_by_itself_through_all()
    {
        using var stripe = new Simulation();
        for (var number = 0; number < 25; number++)
            await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions());

        var all = new List<Customer>();
        await foreach (var customer in stripe.V1.Customers.ListAutoPagingAsync(new CustomerListOptions { Limit = 10 }))
            all.Add(customer);

        Assert.That(all.DistinctBy(customer => customer.Id).Count(), Is.EqualTo(25));
    }

    [Test]
    public async Task Cancelled_subscriptions_are_hidden_unless_asked_for()
    {
        using var stripe = new Simulation();
        var price = await stripe.PriceAsync();
        var kept = await stripe.SubscriptionAsync(price);
        var ended = await stripe.SubscriptionAsync(price);
        await stripe.V1.Subscriptions.CancelAsync(ended.Id);

        var shown = await stripe.V1.Subscriptions.ListAsync();
        var all = await stripe.V1.Subscriptions.ListAsync(new SubscriptionListOptions { Status = "all" });
        var canceled = await stripe.V1.Subscriptions.ListAsync(new SubscriptionListOptions { Status = "canceled", Customer = ended.CustomerId });

        Assert.That(shown.Select(found => found.Id), Is.EqualTo([kept.Id]));
        Assert.That(all.Select(found => found.Id), Is.EqualTo([ended.Id, kept.Id]));
        Assert.That(canceled.Select(found => found.Id), Is.EqualTo([ended.Id]));
    }

    [Test]
    public async Task Prices_are_found_by_lookup_key_and_the_key_can_move()
    {
        using var stripe = new Simulation();
        var old = await stripe.PriceAsync(2000, lookupKey: "pro_month");
        var product = old.ProductId;
        var next = new PriceCreateOptions
        {
            Product = product,
            Currency = "usd",
            UnitAmount = 2500,
            LookupKey = "pro_month",
            Recurring = new PriceRecurringOptions { Interval = "month" },
        };

        Assert.That(async () => await stripe.V1.Prices.CreateAsync(next), Throws.TypeOf<StripeException>());
        next.TransferLookupKey = true;
        var moved = await stripe.V1.Prices.CreateAsync(next);

        var found = await stripe.V1.Prices.ListAsync(new PriceListOptions { LookupKeys = ["pro_month"], Active = true });
        Assert.That(found.Select(price => price.Id), Is.EqualTo([moved.Id]));
        Assert.That((await stripe.V1.Prices.GetAsync(old.Id)).LookupKey, Is.Null);
    }

    [Test]
    public async Task Events_are_listed_by_type_and_time_for_thirty_days()
    {
        using var stripe = new Simulation();
        await stripe.CustomerAsync(card: null);
        stripe.Control.Advance(TimeSpan.FromDays(29));
        await stripe.CustomerAsync(card: null);
        var since = new DateRangeOptions { GreaterThan = Simulation.Begin.AddDays(1).UtcDateTime };

        var both = await stripe.V1.Events.ListAsync(new EventListOptions { Types = ["customer.created", "invoice.paid"] });
        var late = await stripe.V1.Events.ListAsync(new EventListOptions { Type = "customer.*", Created = since });
        stripe.Control.Advance(TimeSpan.FromDays(2));
        await stripe.CustomerAsync(card: null);
        var kept = await stripe.V1.Events.ListAsync(new EventListOptions { Type = "customer.created" });

        Assert.That((both.Count(), late.Count(), kept.Count()), Is.EqualTo((2, 1, 2)));
    }
}
