using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Organizations;

/// <summary>What a key opens: its scopes in its organization, until it ends.</summary>
[OnEachEngine]
public sealed class ApiKeyTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task A_key_opens_its_scopes_and_nothing_else()
    {
        var (team, foreign) = (await Team.FoundAsync(await SignedInAsync()), await Team.FoundAsync(await SignedInAsync()));
        var program = By((await team.AddKeyAsync("members.read")).Key);

        await program.GetAsync($"{team.Path}/members").ShouldBe(200);

        await program.GetAsync(team.Path).ShouldBeProblem(403, "auth.forbidden");
        await program.PostAsync($"{team.Path}/invitations", new { email = "a@example.com", role = "member" }).ShouldBeProblem(403, "auth.forbidden");
        await program.GetAsync($"{foreign.Path}/members").ShouldBeProblem(404, "not_found");
        await program.GetAsync("users/me").ShouldBeProblem(403, "auth.forbidden");
        await program.PostAsync("organizations", new { name = "By key" }).ShouldBeProblem(403, "auth.forbidden");
        await program.PostAsync($"{team.Path}/api-keys", new { name = "Child", scopes = new[] { "members.read" } }).ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task A_revoked_key_is_dead_at_once()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var key = await team.AddKeyAsync("members.read");
        await By(key.Key).GetAsync($"{team.Path}/members").ShouldBe(200);

        await team.Owner.DeleteAsync($"{team.Path}/api-keys/{key.Id}").ShouldBe(204);

        await By(key.Key).GetAsync($"{team.Path}/members").ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task A_key_that_another_node_revoked_is_dead_within_30_seconds()
    {
        await using var other = TestApp.StartBeside(App, Engine, Settings);
        var team = await Team.FoundAsync(await SignedInAsync());
        var key = await team.AddKeyAsync("members.read");
        var elsewhere = other.Client();
        elsewhere.AccessToken = key.Key;
        await elsewhere.GetAsync($"{team.Path}/members").ShouldBe(200);

        await team.Owner.DeleteAsync($"{team.Path}/api-keys/{key.Id}").ShouldBe(204);
        App.Clock.Travel(TimeSpan.FromSeconds(30));

        await elsewhere.GetAsync($"{team.Path}/members").ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task A_key_ends_at_its_time()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var expiresAt = App.Clock.GetUtcNow().AddHours(1);
        var key = await team.Owner.PostAsync($"{team.Path}/api-keys", new { name = "Short", scopes = new[] { "members.read" }, expiresAt }).ShouldBeJson();
        await By(key.Text("key")).GetAsync($"{team.Path}/members").ShouldBe(200);

        App.Clock.Travel(TimeSpan.FromHours(1));

        await By(key.Text("key")).GetAsync($"{team.Path}/members").ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task Nobody_makes_a_key_that_may_do_more_than_they_may()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var admin = await team.TakeInAsync(await SignedInAsync(), "admin");

        await admin.PostAsync($"{team.Path}/api-keys", new { name = "More", scopes = new[] { "billing.manage" } }).ShouldBeProblem(403, "auth.forbidden");
        await admin.PostAsync($"{team.Path}/api-keys", new { name = "", scopes = new[] { "members.fly" } }).ShouldBeInvalid("name", "scopes");
    }

    [Test]
    public async Task A_key_grants_at_most_what_an_admin_grants_and_stands_in_the_audit_log_as_itself()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var key = await team.AddKeyAsync("members.manage");

        await By(key.Key).PostAsync($"{team.Path}/invitations", new { email = "a@example.com", role = "owner" }).ShouldBeProblem(403, "auth.forbidden");
        await By(key.Key).PostAsync($"{team.Path}/invitations", new { email = "a@example.com", role = "admin" }).ShouldBe(201);

        var entry = (await team.Owner.GetAsync($"{team.Path}/audit-log?actorId={key.Id}").ShouldBeJson()).GetProperty("items")[0];
        Assert.That((entry.Text("action"), entry.Text("actorName")), Is.EqualTo(("invitations.sent", "CI")));
    }

    [Test]
    public async Task The_secret_is_in_no_table_and_an_altered_key_opens_nothing()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var key = (await team.AddKeyAsync("members.read")).Key;
        var altered = key[..30] + (key[30] == 'A' ? 'B' : 'A') + key[31..];

        await By(altered).GetAsync($"{team.Path}/members").ShouldBeProblem(401, "auth.required");

        foreach (var table in new[] { "ApiKeys", "AuditEntries", "OutboxMessages", "IdempotencyRecords" })
            Assert.That(await App.Database.DumpAsync(table), Does.Not.Contain(key[20..]), table);
    }

    private ApiClient By(string key)
    {
        var program = App.Client();
        program.AccessToken = key;
        return program;
    }
}
