using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Without a key for Stripe the free plan works, and who wants to buy hears why they cannot.</summary>
internal sealed class UnconfiguredTests() : ApiTests(Engine.Available[0])
{
    [Test]
    public async Task Nothing_can_be_bought_and_everything_free_works()
    {
        var team = await Team.FoundAsync(await SignedInAsync());

        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "pro", interval = "month" }).ShouldBeProblem(503, "billing.not_configured");
        await team.Owner.PostAsync($"{team.Path}/billing/portal").ShouldBeProblem(409, "billing.not_subscribed");
        Assert.That((await team.Owner.GetAsync($"{team.Path}/subscription").ShouldBeJson()).Text("planCode"), Is.EqualTo("free"));
        await team.Owner.GetAsync($"{team.Path}/billing/invoices").ShouldBe(200);
    }

    [Test]
    public async Task Nothing_is_reconciled_and_the_jobs_have_nothing_to_do()
    {
        var root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

        await root.PostAsync("admin/billing/reconcile").ShouldBeProblem(409, "billing.nothing_to_reconcile");
        await root.PostAsync("admin/jobs/billing-reconciliation/run").ShouldBe(202);
        await root.PostAsync("admin/jobs/missed-events/run").ShouldBe(202);
        await App.WorkIsDoneAsync();

        Assert.That(await App.Database.CountAsync("ProviderWalks"), Is.Zero);
        Assert.That(await App.Database.CountAsync("JobRuns", ("Outcome", "Failed")), Is.Zero);
    }
}
