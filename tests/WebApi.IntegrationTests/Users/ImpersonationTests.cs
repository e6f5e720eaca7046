using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Users;

/// <summary>What an administrator who acts as somebody may do, and how that person learns of it.</summary>
[OnEachEngine]
public sealed class ImpersonationTests(Engine engine) : ApiTests(engine)
{
    private Person? _root;

    [OneTimeSetUp]
    public async Task JoinAsAdministratorAsync() => _root = await JoinAsync(TestSettings.Administrator);

    [Test]
    public async Task The_visit_is_seen_in_the_sessions_and_in_the_audit_log()
    {
        var (root, team) = (await _root!.SignInAsync(), await Team.FoundAsync(await SignedInAsync()));
        var visitor = await VisitAsync(root, team.Owner);

        await visitor.PatchAsync(team.Path, new { name = "Renamed for them" }).ShouldBe(200);

        var rootId = await IdOfAsync(root);
        var entry = (await team.Owner.GetAsync($"{team.Path}/audit-log?action=organizations.renamed").ShouldBeJson()).GetProperty("items")[0];
        var sessions = await team.Owner.GetAsync("auth/sessions").ShouldBeJson();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.GetProperty("impersonatorId").GetGuid(), Is.EqualTo(rootId));
            Assert.That(entry.GetProperty("actorId").GetGuid(), Is.EqualTo(await IdOfAsync(team.Owner)));
            Assert.That(sessions.GetProperty("items").EnumerateArray().Select(session => session.GetProperty("impersonationReason").GetString()), Does.Contain("Ticket 7"));
        }
    }

    [TestCase("POST", "auth/change-password")]
    [TestCase("POST", "auth/change-email")]
    [TestCase("POST", "auth/two-factor/setup")]
    [TestCase("POST", "auth/two-factor/recovery-codes")]
    [TestCase("POST", "users/me/export")]
    [TestCase("DELETE", "users/me")]
    [TestCase("DELETE", "TEAM")]
    [TestCase("POST", "TEAM/api-keys")]
    [TestCase("POST", "TEAM/transfer-ownership")]
    public async Task What_lets_the_person_in_and_what_outlasts_the_visit_stay_out_of_reach(string method, string path)
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var visitor = await VisitAsync(await _root!.SignInAsync(), team.Owner);

        await visitor.SendAsync(new HttpMethod(method), path.Replace("TEAM", team.Path, StringComparison.Ordinal), new
        {
            currentPassword = Password,
            newPassword = "seven green kettles",
            newEmail = "x@example.com",
            password = Password,
            name = "CI",
            scopes = new[] { "members.read" },
            userId = Guid.CreateVersion7(),
        }).ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task Nobody_acts_as_an_administrator_or_without_a_reason_or_without_being_one()
    {
        var (root, ann) = (await _root!.SignInAsync(), await SignedInAsync());

        await root.PostAsync($"admin/users/{await IdOfAsync(root)}/impersonate", new { reason = "Ticket 7" }).ShouldBeProblem(403, "auth.forbidden");
        await root.PostAsync($"admin/users/{await IdOfAsync(ann)}/impersonate", new { reason = " " }).ShouldBeInvalid("reason");
        await ann.PostAsync($"admin/users/{await IdOfAsync(ann)}/impersonate", new { reason = "Ticket 7" }).ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task A_disabled_organization_lets_nobody_in_until_it_is_enabled()
    {
        var (root, team) = (await _root!.SignInAsync(), await Team.FoundAsync(await SignedInAsync(), $"Closed {Guid.CreateVersion7():N}"));

        await root.PostAsync($"admin/organizations/{team.Id}/disable").ShouldBe(204);
        await team.Owner.GetAsync(team.Path).ShouldBeProblem(403, "organizations.disabled");
        var listed = (await root.GetAsync("admin/organizations?search=Closed").ShouldBeJson()).GetProperty("items")[0];
        await root.PostAsync($"admin/organizations/{team.Id}/enable").ShouldBe(204);

        await team.Owner.GetAsync(team.Path).ShouldBe(200);
        Assert.That(listed.GetProperty("members").GetInt32(), Is.EqualTo(1));
        Assert.That(listed.GetProperty("disabledAt").GetString(), Is.Not.Null);
    }

    private async Task<ApiClient> VisitAsync(SignedIn root, SignedIn person)
    {
        var token = await root.PostAsync($"admin/users/{await IdOfAsync(person)}/impersonate", new { reason = "Ticket 7" }).ShouldBeJson();
        var visitor = App.Client();
        visitor.AccessToken = token.Text("accessToken");
        return visitor;
    }

    private static async Task<Guid> IdOfAsync(SignedIn person) => (await person.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid();
}
