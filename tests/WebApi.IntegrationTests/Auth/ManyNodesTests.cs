using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>Two nodes on one database: what one has ended is dead on the other within 30 seconds.</summary>
[OnEachEngine]
public sealed class ManyNodesTests(Engine engine) : ApiTests(engine)
{
    private TestApp? _other;

    [OneTimeSetUp]
    public void StartTheOtherNode() => _other = TestApp.StartBeside(App, Engine, Settings);

    [OneTimeTearDown]
    public async Task StopTheOtherNodeAsync()
    {
        if (_other is not null)
            await _other.DisposeAsync();
    }

    [Test]
    public async Task A_session_that_one_node_ends_is_dead_on_the_other_within_30_seconds_and_cannot_be_refreshed_at_once()
    {
        var laptop = await SignedInAsync();
        await MeElsewhereAsync(laptop).ShouldBe(200);

        await laptop.Person.Client.PostAsync("auth/logout", new { laptop.Tokens.RefreshToken }).ShouldBe(204);

        await _other!.Client().PostAsync("auth/refresh", new { laptop.Tokens.RefreshToken }).ShouldBeProblem(401, "auth.session_revoked");
        App.Clock.Travel(TimeSpan.FromSeconds(30));
        await MeElsewhereAsync(laptop).ShouldBeProblem(401, "auth.session_revoked");
    }

    [Test]
    public async Task A_reset_on_one_node_ends_sessions_on_the_other_within_30_seconds()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        await MeElsewhereAsync(laptop).ShouldBe(200);

        await ann.ResetPasswordAsync(await ann.ForgetPasswordAsync(), "seven green kettles").ShouldBe(204);

        App.Clock.Travel(TimeSpan.FromSeconds(30));
        await MeElsewhereAsync(laptop).ShouldBeProblem(401, "auth.session_revoked");
    }

    [Test]
    public async Task A_disabled_person_is_out_on_the_other_node_within_30_seconds()
    {
        var laptop = await SignedInAsync();
        var id = (await MeElsewhereAsync(laptop).ShouldBeJson()).Text("id");
        var root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

        await root.PostAsync($"admin/users/{id}/disable").ShouldBe(204);

        App.Clock.Travel(TimeSpan.FromSeconds(30));
        await MeElsewhereAsync(laptop).ShouldBeProblem(401, "auth.session_revoked");
    }

    [Test]
    public async Task Wrong_passwords_on_both_nodes_are_one_count()
    {
        var ann = await JoinAsync();
        for (var i = 0; i < 8; i++)
        {
            var node = i % 2 == 0 ? App : _other!;
            await node.Client().PostAsync("auth/login", new { ann.Email, password = "wrong horse battery" }).ShouldBe(401);
        }

        await ann.LogInAsync().ShouldBeProblem(429, "auth.too_many_attempts");
    }

    private async Task<HttpResponseMessage> MeElsewhereAsync(SignedIn device)
    {
        var client = _other!.Client();
        client.AccessToken = device.Tokens.AccessToken;
        return await client.GetAsync("users/me");
    }
}
