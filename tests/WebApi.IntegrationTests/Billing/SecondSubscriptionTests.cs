using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.IntegrationTests.Common;
using Stripe.Checkout;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Two pages were paid. One subscription stays, and the money of the other goes back.</summary>
[OnEachEngine]
internal sealed class SecondSubscriptionTests(Engine engine) : BillingTests(engine)
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task The_older_one_stays_and_the_newer_is_cancelled_and_paid_back(bool stripeFails)
    {
        var team = await FoundTeamAsync();
        var (first, second) = await TwoPagesAsync(team);
        var before = (await App.Inbox.AllAsync(TestSettings.Administrator)).Count;

        Stripe.Control.PayCheckout(first);
        App.Clock.Travel(TimeSpan.FromSeconds(1));       // Stripe tells ages in whole seconds
        Stripe.Control.PayCheckout(second);
        if (stripeFails)
        {
            Stripe.Faults.Add(new Fault(FaultKind.ServerError) { Times = 2, Method = "DELETE", TakesEffect = true });
            Stripe.Faults.Add(new Fault(FaultKind.ServerError) { Times = 4, Path = "/v1/refunds", TakesEffect = true });
        }

        await SettleAsync();

        var subscriptions = Stripe.Subscriptions.Where(found => found.Metadata["organization_id"] == team.Id.ToString()).ToList();
        Assert.That(subscriptions.Select(found => found.Status), Is.EqualTo(new[] { "active", "canceled" }));
        Assert.That(Stripe.Refunds.Where(refund => Stripe.Charges[refund.ChargeId].CustomerId == subscriptions[0].CustomerId).Sum(refund => refund.Amount), Is.EqualTo(1200));
        Assert.That((await SubscriptionOfAsync(team)).Text("status"), Is.EqualTo("active"));
        Assert.That(await team.ActionsAsync(), Has.One.EqualTo("billing.second_subscription_found"));
        var mails = await App.Inbox.AllAsync(TestSettings.Administrator);
        Assert.That(mails, Has.Count.EqualTo(before + 1));
        Assert.That(mails[0].Text, Does.Contain(subscriptions[1].Id).And.Contain(team.Id.ToString()));
    }

    [Test]
    public async Task A_debit_that_arrives_after_the_cancellation_is_paid_back_too()
    {
        var team = await FoundTeamAsync();
        var (first, second) = await TwoPagesAsync(team);
        Stripe.Control.PayCheckout(first);
        await SettleAsync();

        Stripe.Control.PayCheckout(second, "000123456789");
        await SettleAsync();
        Stripe.Control.SettleCheckout(second, succeeds: true);
        await SettleAsync();

        Assert.That(Stripe.Subscriptions.Count(found => found.Metadata["organization_id"] == team.Id.ToString() && !found.HasEnded), Is.EqualTo(1));
        Assert.That(Stripe.Refunds.Count(refund => Stripe.Charges[refund.ChargeId].CustomerId == OfStripe(team).CustomerId), Is.EqualTo(1));
    }

    // The second is one that another device kept open: our own way would have closed one of the two.
    private async Task<(string First, string Second)> TwoPagesAsync(Team team)
    {
        var (_, first) = await CheckOutAsync(team);
        var session = Stripe.CheckoutSessions[first];
        var second = await Dashboard.V1.Checkout.Sessions.CreateAsync(new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = session.CustomerId,
            ClientReferenceId = session.ClientReferenceId,
            LineItems = [new() { Price = session.Items[0].PriceId, Quantity = 1 }],
            SuccessUrl = session.SuccessUrl,
            SubscriptionData = new() { Metadata = session.SubscriptionMetadata },
        });
        return (first, second.Id);
    }
}
