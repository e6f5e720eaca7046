using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>A signed link opens its file, for anybody, for a while, and nothing else.</summary>
[OnEachEngineAndStorage]
public sealed class DownloadLinkTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private static readonly byte[] Letters = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz");

    protected override TestSettings Settings => new(("Organizations:DeletionGracePeriod", "00:00:00"));

    [Test]
    public async Task A_link_needs_no_sign_in_and_serves_as_the_file_itself_does()
    {
        var (shelf, id) = await OnShelfAsync();

        var link = await LinkAsync(shelf, id);

        Assert.That(link, Does.StartWith($"{TestSettings.BaseUrl}/api/v1/file-links/{id}?expires="));
        var whole = await FollowAsync(link).ShouldBe(200);
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(Letters));
        Assert.That(whole.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(whole.Header("Content-Security-Policy"), Does.Contain("sandbox"));
        var part = await FollowAsync(link, HttpMethod.Get, ("Range", "bytes=24-")).ShouldBe(206);
        Assert.That(await part.Content.ReadAsStringAsync(), Is.EqualTo("yz"));
        await FollowAsync(link, HttpMethod.Head).ShouldBe(200);
    }

    [Test]
    public async Task A_link_dies_at_its_time()
    {
        var (shelf, id) = await OnShelfAsync();
        var link = await LinkAsync(shelf, id, seconds: 60);
        await FollowAsync(link).ShouldBe(200);

        App.Clock.Travel(TimeSpan.FromSeconds(61));

        await FollowAsync(link).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task A_link_dies_with_its_file()
    {
        var (shelf, id) = await OnShelfAsync();
        var link = await LinkAsync(shelf, id);

        await shelf.DeleteAsync(id).ShouldBe(204);

        await FollowAsync(link).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task A_link_dies_with_its_organization()
    {
        var (shelf, id) = await OnShelfAsync();
        var link = await LinkAsync(shelf, id);

        await shelf.Team.Owner.DeleteAsync(shelf.Team.Path).ShouldBe(202);
        await App.WorkIsDoneAsync();

        await FollowAsync(link).ShouldBeProblem(404, "not_found");
        Assert.That(await shelf.StoredAsync(), Is.Empty, "the bytes are gone, too");
    }

    [Test]
    public async Task A_link_of_an_organization_that_is_closed_opens_nothing()
    {
        var (shelf, id) = await OnShelfAsync();
        var link = await LinkAsync(shelf, id);
        var root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

        await root.PostAsync($"admin/organizations/{shelf.Team.Id}/disable").ShouldBe(204);

        await FollowAsync(link).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task Nothing_about_a_link_can_be_changed()
    {
        var (shelf, id) = await OnShelfAsync();
        var (_, otherId) = await OnShelfAsync();
        var link = new Uri(await LinkAsync(shelf, id, seconds: 60)).PathAndQuery;
        var expires = link.Split("expires=")[1].Split('&')[0];
        var signature = link.Split("signature=")[1];

        string[] altered =
        [
            link.Replace(id.ToString(), otherId.ToString(), StringComparison.Ordinal),
            link.Replace(expires, $"{long.Parse(expires, System.Globalization.CultureInfo.InvariantCulture) + 1}", StringComparison.Ordinal),
            link.Replace(signature, signature[..^2] + (signature[^2..] == "AA" ? "BB" : "AA"), StringComparison.Ordinal),
            link.Replace(signature, signature[..10], StringComparison.Ordinal),
            link.Replace(signature, "%FF", StringComparison.Ordinal),
            link.Replace($"&signature={signature}", "", StringComparison.Ordinal),
            link.Replace(expires, "9223372036854775807", StringComparison.Ordinal),
            link.Replace(expires, "-1", StringComparison.Ordinal),
        ];

        foreach (var path in altered)
            await FollowAsync(path).ShouldBeProblem(404, "not_found");
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(8 * 24 * 3600)]
    [TestCase(long.MaxValue)]
    public async Task A_link_lives_from_a_second_to_what_the_setting_says(long seconds)
    {
        var (shelf, id) = await OnShelfAsync();

        await PostAsync(shelf, id, seconds).ShouldBeInvalid("expiresInSeconds");
    }

    [Test]
    public async Task Only_who_may_read_files_makes_links_and_every_link_and_download_is_in_the_audit_log()
    {
        var (shelf, id) = await OnShelfAsync();
        var writer = shelf.By((await shelf.Team.AddKeyAsync("files.write")).Key);

        await PostAsync(writer, id, 60).ShouldBeProblem(403, "auth.forbidden");
        var link = await LinkAsync(shelf, id);
        await FollowAsync(link).ShouldBe(200);
        await FollowAsync(link, HttpMethod.Get, ("Range", "bytes=5-")).ShouldBe(206);
        await shelf.ReadAsync(id).ShouldBe(200);

        Assert.That((await shelf.Team.ActionsAsync()).Where(action => action.StartsWith("files.", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "files.downloaded", "files.downloaded", "files.downloaded", "files.shared", "files.uploaded" }));
    }

    [TestCase("If-None-Match", "\"another\"", 200)]
    [TestCase("If-None-Match", "\"another\", W/\"third\"", 200)]
    [TestCase("If-Range", "\"another\"", 200, "bytes=5-")]
    [TestCase("Range", "bytes=5-9,12-", 200)]
    [TestCase("Range", "bytes=-1", 206)]
    public async Task Whatever_sends_bytes_is_in_the_audit_log(string name, string value, int answer, string? range = null)
    {
        var (shelf, id) = await OnShelfAsync();

        await shelf.ReadAsync(id, range is null ? [(name, value)] : [(name, value), ("Range", range)]).ShouldBe(answer);

        Assert.That((await shelf.Team.ActionsAsync())[0], Is.EqualTo("files.downloaded"));
    }

    [TestCase("*")]
    [TestCase("\"another\", \"{0}\"")]
    [TestCase("W/\"{0}\"")]
    public async Task Who_has_the_bytes_gets_none_and_is_not_in_the_audit_log(string held)
    {
        var (shelf, id) = await OnShelfAsync();
        var hash = (await shelf.GetAsync(id).ShouldBeJson()).Text("sha256");

        await shelf.ReadAsync(id, ("If-None-Match", held.Replace("{0}", hash, StringComparison.Ordinal))).ShouldBe(304);

        Assert.That((await shelf.Team.ActionsAsync())[0], Is.EqualTo("files.uploaded"));
    }

    private async Task<(Shelf Shelf, Guid Id)> OnShelfAsync()
    {
        var shelf = new Shelf(App, await Team.FoundAsync(await SignedInAsync()));
        return (shelf, (await shelf.AddAsync("letters.txt", Letters)).GetProperty("id").GetGuid());
    }

    private static Task<HttpResponseMessage> PostAsync(Shelf shelf, Guid id, long seconds) =>
        shelf.SendAsync(HttpMethod.Post, $"{shelf.Path}/{id}/download-link", new { expiresInSeconds = seconds });

    private static async Task<string> LinkAsync(Shelf shelf, Guid id, long seconds = 3600) =>
        (await PostAsync(shelf, id, seconds).ShouldBeJson()).Text("url");

    private Task<HttpResponseMessage> FollowAsync(string link, HttpMethod? method = null, params (string Name, string Value)[] headers) =>
        App.Client().SendAsync(method ?? HttpMethod.Get, link.Replace(TestSettings.BaseUrl, "", StringComparison.Ordinal), body: null, headers);
}
