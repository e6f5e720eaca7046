using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class SessionTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task The_list_shows_each_device_and_which_one_is_asking()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        await ann.SignInAsync();

        var items = (await laptop.GetAsync("auth/sessions").ShouldBeJson()).GetProperty("items").EnumerateArray().ToList();

        Assert.That(items, Has.Count.EqualTo(2));
        Assert.That(items.Select(item => item.GetProperty("current").GetBoolean()), Is.EqualTo(new[] { false, true }), "newest first");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(items[1].Text("ipAddress"), Is.EqualTo(ClientAddress.Default));
            Assert.That(items[1].GetProperty("userAgent").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(items[1].GetProperty("createdAt").GetDateTimeOffset().Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(items[1].GetProperty("lastSeenAt").GetDateTimeOffset(), Is.EqualTo(App.Clock.GetUtcNow()).Within(1).Minutes);
        }
    }

    [Test]
    public async Task The_list_continues_by_cursor_and_ends_with_null()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        for (var i = 0; i < 4; i++)
            await ann.SignInAsync();

        var seen = new List<string>();
        var sizes = new List<int>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await laptop.GetAsync($"auth/sessions?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}").ShouldBeJson();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("id")));
            sizes.Add(page.GetProperty("items").GetArrayLength());
            cursor = page.GetProperty("nextCursor").GetString();
        }

        Assert.That(sizes, Is.EqualTo(new[] { 2, 2, 1 }));
        Assert.That(seen, Is.Unique.And.Ordered.Descending);
    }

    [Test]
    public async Task A_device_shows_where_it_was_seen_last()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        App.Clock.Travel(TimeSpan.FromMinutes(5));
        await laptop.RefreshAsync();

        var item = (await laptop.GetAsync("auth/sessions").ShouldBeJson()).GetProperty("items")[0];

        var sinceSignIn = item.GetProperty("lastSeenAt").GetDateTimeOffset() - item.GetProperty("createdAt").GetDateTimeOffset();
        Assert.That(sinceSignIn, Is.EqualTo(TimeSpan.FromMinutes(5)).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task A_deleted_session_is_out_at_once_and_off_the_list()
    {
        var ann = await JoinAsync();
        var (laptop, lost) = (await ann.SignInAsync(), await ann.SignInAsync());
        await lost.MeAsync().ShouldBe(200);

        await laptop.DeleteAsync($"auth/sessions/{await IdOfAsync(lost)}").ShouldBe(204);

        await lost.ShouldBeSignedOutAsync();
        await laptop.ShouldBeSignedInAsync();
        Assert.That((await laptop.GetAsync("auth/sessions").ShouldBeJson()).GetProperty("items").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_elses_session_an_ended_one_and_none_are_the_same_404()
    {
        var ann = await JoinAsync();
        var (laptop, ended) = (await ann.SignInAsync(), await ann.SignInAsync());
        var bens = await SignedInAsync();
        var endedId = await IdOfAsync(ended);
        await laptop.DeleteAsync($"auth/sessions/{endedId}").ShouldBe(204);

        await laptop.DeleteAsync($"auth/sessions/{await IdOfAsync(bens)}").ShouldBeProblem(404, "not_found");
        await laptop.DeleteAsync($"auth/sessions/{endedId}").ShouldBeProblem(404, "not_found");
        await laptop.DeleteAsync($"auth/sessions/{Guid.CreateVersion7()}").ShouldBeProblem(404, "not_found");

        await bens.ShouldBeSignedInAsync();
    }

    [Test]
    public async Task Signing_out_ends_the_session_at_once()
    {
        var ann = await JoinAsync();
        var (laptop, phone) = (await ann.SignInAsync(), await ann.SignInAsync());

        await ann.Client.PostAsync("auth/logout", new { laptop.Tokens.RefreshToken }).ShouldBe(204);

        await laptop.ShouldBeSignedOutAsync();
        await phone.ShouldBeSignedInAsync();
    }

    [Test]
    public async Task Signing_out_twice_or_with_a_token_that_never_was_is_a_204_too()
    {
        var laptop = await SignedInAsync();
        var client = App.Client();
        await client.PostAsync("auth/logout", new { laptop.Tokens.RefreshToken }).ShouldBe(204);

        await client.PostAsync("auth/logout", new { laptop.Tokens.RefreshToken }).ShouldBe(204);
        await client.PostAsync("auth/logout", new { refreshToken = "garbage" }).ShouldBe(204);
        await client.PostAsync("auth/logout", new { }).ShouldBe(204);
    }

    [Test]
    public async Task A_rotated_token_signs_its_session_out_too()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var refreshed = await laptop.RefreshAsync();

        await ann.Client.PostAsync("auth/logout", new { laptop.Tokens.RefreshToken }).ShouldBe(204);

        await refreshed.ShouldBeSignedOutAsync();
    }

    private static async Task<string> IdOfAsync(SignedIn device) =>
        (await device.GetAsync("auth/sessions").ShouldBeJson()).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("current").GetBoolean()).Text("id");
}
