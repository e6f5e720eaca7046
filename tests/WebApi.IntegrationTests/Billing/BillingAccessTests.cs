using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Who may see what is paid, and who may pay.</summary>
[OnEachEngine]
internal sealed class BillingAccessTests(Engine engine) : BillingTests(engine)
{
    private static readonly object Pro = new { planCode = "pro", interval = "month" };

    private static readonly string[] Writes = ["billing/checkout", "billing/portal", "billing/change-plan", "billing/cancel", "billing/resume"];

    [TestCase("member", 403)]
    [TestCase("admin", 200)]
    public async Task Who_is_no_owner_sees_the_plan_and_buys_nothing(string role, int invoices)
    {
        var team = await SubscribedAsync();
        var member = await team.TakeInAsync(await SignedInAsync(), role);

        await member.GetAsync($"{team.Path}/subscription").ShouldBe(200);
        await member.GetAsync($"{team.Path}/billing/invoices").ShouldBe(invoices);
        foreach (var write in Writes)
            await member.PostAsync($"{team.Path}/{write}", Pro).ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task To_strangers_there_is_nothing()
    {
        var (team, stranger) = (await SubscribedAsync(), await SignedInAsync());

        await stranger.GetAsync($"{team.Path}/subscription").ShouldBeProblem(404, "not_found");
        await stranger.GetAsync($"{team.Path}/billing/invoices").ShouldBeProblem(404, "not_found");
        foreach (var write in Writes)
            await stranger.PostAsync($"{team.Path}/{write}", Pro).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task Another_organizations_invoices_and_subscription_are_its_own()
    {
        var owner = await SignedInAsync();
        var (mine, other) = (await Team.FoundAsync(owner, "Mine"), await SubscribedAsync());

        Assert.That(await InvoicesOfAsync(mine), Is.Empty);
        Assert.That((await SubscriptionOfAsync(mine)).Text("planCode"), Is.EqualTo("free"));
        Assert.That(await InvoicesOfAsync(other), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_key_buys_and_reads_within_its_scopes()
    {
        var team = await FoundTeamAsync();
        var (reads, manages) = (App.Client(), App.Client());
        reads.AccessToken = (await team.AddKeyAsync("billing.read")).Key;
        manages.AccessToken = (await team.AddKeyAsync("billing.manage")).Key;

        await reads.GetAsync($"{team.Path}/billing/invoices").ShouldBe(200);
        await reads.PostAsync($"{team.Path}/billing/checkout", Pro).ShouldBeProblem(403, "auth.forbidden");
        await manages.PostAsync($"{team.Path}/billing/checkout", Pro).ShouldBe(200);
        await manages.GetAsync($"{team.Path}/billing/invoices").ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task Invoices_are_listed_by_pages_newest_first()
    {
        var team = await SubscribedAsync();
        await PassAsync(TimeSpan.FromDays(32));
        await PassAsync(TimeSpan.FromDays(31));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };

        var first = await team.Owner.GetAsync($"{team.Path}/billing/invoices?limit=2").ShouldBeJson();
        var second = await team.Owner.GetAsync($"{team.Path}/billing/invoices?limit=2&cursor={first.Text("nextCursor")}").ShouldBeJson();

        var times = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(invoice => invoice.GetProperty("createdAt").GetDateTimeOffset()).ToList();
        Assert.That(times, Has.Count.EqualTo(3).And.Ordered.Descending);
        Assert.That(first.GetProperty("items")[0].Text("hostedUrl"), Does.StartWith("http"));
        await team.Owner.GetAsync($"{team.Path}/members?cursor={first.Text("nextCursor")}").ShouldBeInvalid("cursor");
    }

    [Test]
    public async Task A_checkout_with_a_key_is_answered_once_and_nothing_is_held_while_Stripe_is_asked()
    {
        var team = await FoundTeamAsync();
        var path = $"{team.Path}/billing/checkout";
        var client = App.Client();
        client.AccessToken = team.Owner.Tokens.AccessToken;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            client.SendAsync(HttpMethod.Post, path, Pro, ("Idempotency-Key", $"tab-{i % 3}"))));

        var pages = await Task.WhenAll(answers.Where(answer => answer.IsSuccessStatusCode).Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.AnyOf(200, 409));
        Assert.That(pages.Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("/billing/thank-you")]
    [TestCase("/billing/cancelled")]
    [TestCase("/billing/overview/")]
    public async Task The_pages_that_people_come_back_to_are_public_and_know_nothing(string path)
    {
        var page = await App.Client().GetAsync($"{path}?organization={Guid.CreateVersion7()}&session_id=cs_test_1").ShouldBe(200);

        Assert.That(page.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(page.Header("Content-Security-Policy"), Does.Contain("script-src 'self'"));
    }
}
