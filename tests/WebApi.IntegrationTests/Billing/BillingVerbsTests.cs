using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.Billing;
using MySaas.WebApi.IntegrationTests.Common;
using Stripe;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary><c>WebApi billing …</c>, as from the operator's shell.</summary>
[OnEachEngine]
internal sealed class BillingVerbsTests(Engine engine) : BillingTests(engine)
{
    [SetUp]
    public void BeginWithNothing() => Stripe.Reset();

    [Test]
    public async Task The_catalogue_is_made_and_then_there_is_nothing_to_do()
    {
        var first = await SyncAsync();
        var second = await SyncAsync();

        Assert.That(first.Select(item => item.Name), Is.EqualTo(new[]
        {
            "product mysaas_pro", "price pro_month", "price pro_year", "product mysaas_business", "price business_month", "price business_year",
        }));
        Assert.That(first.Select(item => item.Outcome), Is.All.EqualTo(CatalogOutcome.Created));
        Assert.That(second.Select(item => item.Outcome), Is.All.EqualTo(CatalogOutcome.Unchanged));
    }

    [Test]
    public async Task What_was_changed_over_there_is_renewed_and_nothing_is_deleted()
    {
        await SyncAsync();
        var price = Stripe.Prices.Single(found => found.LookupKey == "pro_month");
        await Dashboard.V1.Products.UpdateAsync("mysaas_pro", new ProductUpdateOptions { Name = "Professional" });
        await Dashboard.V1.Prices.UpdateAsync(price.Id, new PriceUpdateOptions { LookupKey = "pro_month_2020" });

        var items = await SyncAsync();

        Assert.That(items.Where(item => item.Outcome is not CatalogOutcome.Unchanged), Is.EqualTo(new[]
        {
            new CatalogItem("product mysaas_pro", CatalogOutcome.Updated), new CatalogItem("price pro_month", CatalogOutcome.Created),
        }));
        Assert.That(Stripe.Products["mysaas_pro"].Name, Is.EqualTo("Pro"));
        Assert.That(Stripe.Prices[price.Id].Active, Is.True);
    }

    [Test]
    public async Task The_shell_begins_a_reconciliation()
    {
        Assert.That(await BillingVerbs.Find("reconcile")(App.Services), Is.Zero);

        await App.WorkIsDoneAsync();
        Assert.That(Stripe.Requests.All.Select(request => request.Path), Does.Contain("/v1/subscriptions"));
    }

    [Test]
    public async Task A_failure_over_there_is_told_by_the_status()
    {
        Stripe.Faults.Add(new Fault(FaultKind.ServerError) { Times = null });

        Assert.That(await BillingVerbs.Find("sync-catalog")(App.Services), Is.EqualTo(1));
    }

    [TestCase("sync-catalogue")]
    [TestCase(null)]
    public async Task There_is_no_other_verb(string? verb) => Assert.That(await BillingVerbs.Find(verb)(App.Services), Is.EqualTo(1));

    private async Task<IReadOnlyList<CatalogItem>> SyncAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SyncCatalog());
    }
}
