using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>Who may upload directly, and what.</summary>
[OnEachEngineAndStorage]
public sealed class DirectUploadRefusalTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private const int MaxFileBytes = 800_000;

    protected override TestSettings Settings => new(("Files:MaxFileBytes", $"{MaxFileBytes}"));

    [Test]
    public async Task Nothing_about_a_link_can_be_changed()
    {
        var direct = await DirectAsync();
        var (upload, other) = (await direct.AnnounceAsync("a.bin", [1, 2, 3]).ShouldBeJson(), await direct.AnnounceAsync("b.bin", [1, 2, 3]).ShouldBeJson());
        var url = upload.Text("url");
        var signature = url[(url.IndexOf("ignature=", StringComparison.Ordinal) + 9)..].Split('&')[0];

        foreach (var altered in new[]
        {
            url.Replace(IdIn(url, upload), IdIn(other.Text("url"), other), StringComparison.Ordinal),
            url.Replace(signature, (signature[0] == 'a' ? "b" : "a") + signature[1..], StringComparison.Ordinal),
            url.Replace(signature, "", StringComparison.Ordinal),
        })
            Assert.That((int)(await direct.SendAsync(upload, [1, 2, 3], altered)).StatusCode, Is.AnyOf(400, 403, 404), altered);

        Assert.That(await direct.Shelf.StoredAsync(), Is.Empty);
    }

    [TestCase("", 1, null, "name")]
    [TestCase("a.bin", -1, null, "size")]
    [TestCase("a.bin", 1, "abc", "sha256")]
    [TestCase("a.bin", 1, "", "sha256")]
    public async Task An_announcement_says_all_of_it(string name, long size, string? hash, string field)
    {
        var direct = await DirectAsync();

        await direct.AnnounceAsync(new { name, size, sha256 = hash ?? new string('0', 64), contentType = "text/plain" }).ShouldBeInvalid(field);
    }

    [Test]
    public async Task What_is_too_large_is_refused_before_it_is_sent()
    {
        var direct = await DirectAsync();

        await direct.AnnounceAsync("a.bin", new byte[MaxFileBytes + 1]).ShouldBeProblem(413, "files.too_large");

        Assert.That(await direct.UsedAsync("filesPerMonth"), Is.Zero);
    }

    [Test]
    public async Task Only_who_may_write_files_uploads_and_nobody_into_another_organization()
    {
        var (direct, theirs) = (await DirectAsync(), await DirectAsync());
        var reader = new Direct(App, direct.Shelf.By((await direct.Shelf.Team.AddKeyAsync("files.read")).Key));
        var upload = await direct.AnnounceAsync("a.bin", [1]).ShouldBeJson();
        await direct.DeliverAsync(upload, [1]);

        await reader.AnnounceAsync("a.bin", [1]).ShouldBeProblem(403, "auth.forbidden");
        await reader.CompleteAsync(upload).ShouldBeProblem(403, "auth.forbidden");
        await reader.GiveUpAsync(upload).ShouldBeProblem(403, "auth.forbidden");
        await theirs.CompleteAsync(upload).ShouldBeProblem(404, "not_found");
        await theirs.GiveUpAsync(upload).ShouldBeProblem(404, "not_found");
        await direct.CompleteAsync(upload).ShouldBe(201);
    }

    // A bucket's names have no hyphens in their ids.
    private static string IdIn(string url, JsonElement upload) =>
        upload.GetProperty("id").GetGuid() is var id && url.Contains(id.ToString(), StringComparison.Ordinal) ? id.ToString() : id.ToString("N");

    private async Task<Direct> DirectAsync() => new(App, new Shelf(App, await Team.FoundAsync(await SignedInAsync())));
}
