using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>Downloads that the bucket's own server gives out: after the same checks, as the same kind of file, for five minutes.</summary>
[TestFixtureSource(nameof(Buckets))]
public sealed class RedirectedDownloadTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private static readonly byte[] Letters = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz");

    // No engine has a part in it.
    private static IEnumerable<TestFixtureData> Buckets =>
        from storage in Storage.Available where storage.Server is not null select new TestFixtureData(Engine.Available[0], storage);

    protected override TestSettings Settings => new(("Storage:S3:RedirectDownloads", "true"));

    [TestCase("page.html", "text/html", "<script>alert(1)</script>", "application/octet-stream")]
    [TestCase("drawing.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "application/octet-stream")]
    [TestCase("what.xyz", "x-none/whatever", "???", "application/octet-stream")]
    [TestCase("Ünïcode 文 (1); a=b&c+d%20'.txt", "text/plain; charset=utf-8", "notes", "text/plain")]
    [TestCase("nothing.txt", "text/plain", "", "text/plain")]
    public async Task The_bucket_gives_out_what_the_product_would(string name, string type, string text, string served)
    {
        var shelf = await ShelfAsync();
        var id = (await shelf.AddAsync(name, Encoding.UTF8.GetBytes(text), type)).GetProperty("id").GetGuid();
        var described = await shelf.SendAsync(HttpMethod.Head, $"{shelf.Path}/{id}/content").ShouldBe(200);

        HttpResponseMessage[] answers = [await shelf.ReadAsync(id), await FollowAsync(await LinkAsync(shelf, id))];

        foreach (var answer in answers)
        {
            var bytes = await FetchAsync(await UrlAsync(answer)).ShouldBe(200);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await bytes.Content.ReadAsStringAsync(), Is.EqualTo(text));
                Assert.That(bytes.Content.Headers.ContentType!.MediaType, Is.EqualTo(served));
                Assert.That(bytes.Header("Content-Disposition"), Does.StartWith("attachment").And.EqualTo(described.Header("Content-Disposition")));
                Assert.That(bytes.Headers.CacheControl!.ToString(), Is.EqualTo("no-store, private"));
            }
        }
    }

    [Test]
    public async Task The_way_there_is_for_this_receiver_now()
    {
        var (shelf, id, _) = await OnShelfAsync();

        var answer = await shelf.ReadAsync(id).ShouldBe(302);

        Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(answer.Headers.Location!.Authority, Is.EqualTo(Storage!.Server!.Authority));
        var seconds = HttpUtility.ParseQueryString(answer.Headers.Location.Query)["X-Amz-Expires"];
        Assert.That(int.Parse(seconds!, CultureInfo.InvariantCulture), Is.InRange(290, 301), "five minutes from the second before");
    }

    [Test]
    public async Task A_range_is_cut_out_there()
    {
        var (shelf, id, _) = await OnShelfAsync();

        var first = await FetchAsync(await UrlAsync(await shelf.ReadAsync(id, ("Range", "bytes=0-2"))), ("Range", "bytes=0-2")).ShouldBe(206);
        var rest = await FetchAsync(await UrlAsync(await shelf.ReadAsync(id, ("Range", "bytes=24-"))), ("Range", "bytes=24-")).ShouldBe(206);

        Assert.That((await first.Content.ReadAsStringAsync(), await rest.Content.ReadAsStringAsync()), Is.EqualTo(("abc", "yz")));
    }

    [Test]
    public async Task Who_knows_the_bytes_by_our_tag_is_answered_here()
    {
        var (shelf, id, hash) = await OnShelfAsync();
        var tag = $"\"{hash}\"";

        var same = await shelf.ReadAsync(id, ("If-None-Match", tag)).ShouldBe(304);
        var head = await shelf.SendAsync(HttpMethod.Head, $"{shelf.Path}/{id}/content").ShouldBe(200);
        var part = await shelf.ReadAsync(id, ("Range", "bytes=0-2"), ("If-Range", tag)).ShouldBe(206);
        var match = await shelf.ReadAsync(id, ("If-Match", tag)).ShouldBe(200);
        await shelf.ReadAsync(id, ("If-Match", "\"another\"")).ShouldBe(412);

        using (Assert.EnterMultipleScope())
        {
            foreach (var answer in new[] { same, head, part, match })
            {
                Assert.That((answer.Header("ETag"), answer.Headers.CacheControl!.ToString()), Is.EqualTo((tag, "no-cache, private")));
                Assert.That(answer.Headers.Location, Is.Null);
            }

            Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(Letters.Length));
            Assert.That(await part.Content.ReadAsStringAsync(), Is.EqualTo("abc"));
            Assert.That(await match.Content.ReadAsByteArrayAsync(), Is.EqualTo(Letters));
        }
    }

    [Test]
    public async Task Nobody_is_sent_to_a_file_that_they_may_not_have()
    {
        var (shelf, id, _) = await OnShelfAsync();
        byte[] eicar = [.. @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR"u8, .. "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"u8];
        var rejected = (await shelf.AddAsync("eicar.com", eicar)).GetProperty("id").GetGuid();
        var stranger = shelf.By((await SignedInAsync()).Tokens.AccessToken);
        var writer = shelf.By((await shelf.Team.AddKeyAsync("files.write")).Key);
        var link = await LinkAsync(shelf, id);

        await shelf.ReadAsync(rejected).ShouldBeProblem(409, "files.not_ready");
        await stranger.ReadAsync(id).ShouldBeProblem(404, "not_found");
        await writer.ReadAsync(id).ShouldBeProblem(403, "auth.forbidden");
        await FollowAsync(link.Replace("signature=", "signature=A", StringComparison.Ordinal)).ShouldBeProblem(404, "not_found");
        var url = await UrlAsync(await FollowAsync(link));
        await shelf.DeleteAsync(id).ShouldBe(204);
        await FollowAsync(link).ShouldBeProblem(404, "not_found");
        await App.WorkIsDoneAsync();
        await FetchAsync(url).ShouldBe(404);
    }

    [Test]
    public async Task Every_way_out_stands_in_the_audit_log()
    {
        var (shelf, id, hash) = await OnShelfAsync();

        await shelf.ReadAsync(id).ShouldBe(302);
        await shelf.ReadAsync(id, ("Range", "bytes=0-")).ShouldBe(302);
        await FollowAsync(await LinkAsync(shelf, id)).ShouldBe(302);
        await shelf.ReadAsync(id, ("Range", "bytes=5-")).ShouldBe(302);
        await shelf.ReadAsync(id, ("If-None-Match", $"\"{hash}\"")).ShouldBe(304);
        await shelf.ReadAsync(id, ("If-None-Match", "\"another\"")).ShouldBe(302);

        Assert.That((await shelf.Team.ActionsAsync()).Count(action => action == "files.downloaded"), Is.EqualTo(5));
    }

    [Test]
    public async Task What_was_packed_behind_a_mailed_link_is_answered_here()
    {
        var device = await SignedInAsync();
        await device.PostAsync("users/me/export").ShouldBe(202);
        var link = (await device.Person.MailAsync("export is ready")).Link;

        var answer = await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);

        Assert.That((await answer.Content.ReadAsByteArrayAsync())[..2], Is.EqualTo("PK"u8.ToArray()));
    }

    [TestCase("X-Amz-Expires", "604800")]
    [TestCase("response-content-type", "text/html")]
    [TestCase("response-content-disposition", "inline")]
    public async Task Nothing_about_the_url_can_be_changed(string name, string value)
    {
        var (shelf, id, _) = await OnShelfAsync();
        var url = await UrlAsync(await shelf.ReadAsync(id));

        var altered = Regex.Replace(url, $"{name}=[^&]*", $"{name}={Uri.EscapeDataString(value)}");

        Assert.That(altered, Is.Not.EqualTo(url));
        await FetchAsync(altered).ShouldBe(403);
    }

    [Test]
    public async Task The_url_dies_after_five_minutes()
    {
        var (shelf, id, _) = await OnShelfAsync();
        var link = await LinkAsync(shelf, id);
        var almostAll = TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(2);

        App.Clock.Travel(-almostAll);
        var url = await UrlAsync(await FollowAsync(link));
        App.Clock.Travel(almostAll);

        var refusal = await Eventually.GetAsync(
            async () => await FetchAsync(url) is { IsSuccessStatusCode: false } answer ? answer : null, "the URL is dead");
        await refusal.ShouldBe(403);
        Assert.That(await refusal.Content.ReadAsStringAsync(), Does.Contain("expired"));
    }

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));

    private async Task<(Shelf Shelf, Guid Id, string Hash)> OnShelfAsync()
    {
        var shelf = await ShelfAsync();
        var file = await shelf.AddAsync("letters.txt", Letters);
        return (shelf, file.GetProperty("id").GetGuid(), file.Text("sha256"));
    }

    private static async Task<string> LinkAsync(Shelf shelf, Guid id) =>
        (await shelf.SendAsync(HttpMethod.Post, $"{shelf.Path}/{id}/download-link", new { expiresInSeconds = 3600 }).ShouldBeJson()).Text("url");

    private Task<HttpResponseMessage> FollowAsync(string link) =>
        App.Client().GetAsync(link.Replace(TestSettings.BaseUrl, "", StringComparison.Ordinal));

    private static async Task<string> UrlAsync(HttpResponseMessage answer) => (await answer.ShouldBe(302)).Header("Location")!;

    /// <summary>By a client that knows nothing of the product.</summary>
    private static async Task<HttpResponseMessage> FetchAsync(string url, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }
}
