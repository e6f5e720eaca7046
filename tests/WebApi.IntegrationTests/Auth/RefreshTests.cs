using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class RefreshTests(Engine engine) : ApiTests(engine)
{
    private static readonly TimeSpan AfterTheGrace = TimeSpan.FromSeconds(11);

    [Test]
    public async Task Refreshing_hands_out_a_new_pair_that_nobody_may_store()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        var response = await ann.RefreshAsync(laptop.Tokens.RefreshToken);

        var tokens = (await response.ShouldBeJson()).To<Tokens>();
        Assert.That(response.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(tokens.RefreshToken, Is.Not.EqualTo(laptop.Tokens.RefreshToken));
        Assert.That(tokens.AccessToken, Is.Not.EqualTo(laptop.Tokens.AccessToken));
        await new SignedIn(ann, tokens).ShouldBeSignedInAsync();
    }

    [Test]
    public async Task Twenty_tabs_that_refresh_at_once_all_stay_signed_in()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        var tabs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => laptop.RefreshAsync()));

        Assert.That(tabs.Select(tab => tab.Tokens.RefreshToken), Is.Unique);
        App.Clock.Travel(AfterTheGrace);
        foreach (var tab in tabs)
            await tab.ShouldBeSignedInAsync();
        Assert.That(await ann.CountMailsAsync("signed out"), Is.Zero);
    }

    [Test]
    public async Task A_token_that_comes_back_within_the_grace_gives_a_pair_that_works()
    {
        var laptop = await SignedInAsync();
        await laptop.RefreshAsync();
        App.Clock.Travel(TimeSpan.FromSeconds(8));

        var late = await laptop.RefreshAsync();

        await late.ShouldBeSignedInAsync();
    }

    [Test]
    public async Task A_token_that_comes_back_after_the_grace_ends_the_whole_family_at_once()
    {
        var ann = await JoinAsync();
        var thief = await ann.SignInAsync();
        var middle = await thief.RefreshAsync();
        var newest = await middle.RefreshAsync();
        App.Clock.Travel(AfterTheGrace);

        await ann.RefreshAsync(thief.Tokens.RefreshToken).ShouldBeProblem(401, "auth.session_revoked");

        await newest.ShouldBeSignedOutAsync();
        await middle.ShouldBeSignedOutAsync();
    }

    [Test]
    public async Task One_incident_is_one_mail_and_one_audit_row_however_often_the_token_comes_back()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var id = (await laptop.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid();
        await laptop.RefreshAsync();
        App.Clock.Travel(AfterTheGrace);

        var replays = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ann.RefreshAsync(laptop.Tokens.RefreshToken)));

        foreach (var replay in replays)
            await replay.ShouldBeProblem(401, "auth.session_revoked");
        Assert.That(await ann.CountMailsAsync("signed out"), Is.EqualTo(1));
        Assert.That(
            await App.Database.CountAsync("AuditEntries", ("Action", "auth.refresh_token_reused"), ("SubjectId", id)), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_device_survives_the_theft_of_one()
    {
        var ann = await JoinAsync();
        var (laptop, phone) = (await ann.SignInAsync(), await ann.SignInAsync());
        await laptop.RefreshAsync();
        App.Clock.Travel(AfterTheGrace);

        await ann.RefreshAsync(laptop.Tokens.RefreshToken).ShouldBeProblem(401, "auth.session_revoked");

        await phone.ShouldBeSignedInAsync();
    }

    [Test]
    public async Task A_device_that_comes_by_within_two_weeks_stays_signed_in_and_one_that_does_not_is_out()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        App.Clock.Travel(TimeSpan.FromDays(13));
        var refreshed = await laptop.RefreshAsync();
        App.Clock.Travel(TimeSpan.FromDays(13));
        var last = await refreshed.RefreshAsync();

        App.Clock.Travel(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));

        await ann.RefreshAsync(last.Tokens.RefreshToken).ShouldBeProblem(401, "auth.required");
    }

    [TestCase("garbage")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_token_that_never_was_is_a_401(string token)
    {
        var response = await Stranger().RefreshAsync(token);

        await response.ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task A_missing_token_is_a_400()
    {
        var response = await App.Client().PostAsync("auth/refresh", new { });

        await response.ShouldBeInvalid("refreshToken");
    }
}

[OnEachEngine]
public sealed class RefreshWithoutGraceTests(Engine engine) : ApiTests(engine)
{
    protected override TestSettings Settings => new(("Auth:RefreshReuseGrace", "00:00:00"));

    [Test]
    public async Task With_no_grace_the_first_replay_ends_the_family()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var newest = await laptop.RefreshAsync();

        await ann.RefreshAsync(laptop.Tokens.RefreshToken).ShouldBeProblem(401, "auth.session_revoked");

        await newest.ShouldBeSignedOutAsync();
        Assert.That(await ann.CountMailsAsync("signed out"), Is.EqualTo(1));
    }
}
