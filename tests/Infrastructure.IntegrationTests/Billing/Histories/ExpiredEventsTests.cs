using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;
using Stripe;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>Stripe forgets an event after 30 days, and a walk through its list may stand at one for longer.</summary>
internal sealed class ExpiredEventsTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task A_walk_that_stands_at_an_event_of_which_Stripe_knows_no_more_has_come_to_its_end()
    {
        await using var stage = new BillingStage(Database);
        await stage.BeginAsync();
        var newest = (await stage.Dashboard.V1.Events.ListAsync()).Data[0].Id;
        stage.Pass(TimeSpan.FromDays(31));
        await stage.Dashboard.V1.Customers.CreateAsync(new CustomerCreateOptions());             // with its event the world forgets the old ones

        var page = await stage.Gateway.ListEventsAsync(stage.Clock.GetUtcNow().AddDays(-30), newest, CancellationToken.None);

        Assert.That(page.Items, Is.Empty);
        Assert.That(page.Next, Is.Null);
    }
}
