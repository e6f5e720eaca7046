using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>How a file gets out: whole, in parts, or not at all; never as something that a browser would run.</summary>
[OnEachEngineAndStorage]
public sealed class DownloadTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private static readonly byte[] Letters = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz");

    // A folder has nowhere to send anybody to.
    protected override TestSettings Settings => Storage?.Server is null ? new(("Storage:S3:RedirectDownloads", "true")) : new();

    [TestCase("bytes=2-4", 206, "cde", "bytes 2-4/26")]
    [TestCase("bytes=23-", 206, "xyz", "bytes 23-25/26")]
    [TestCase("bytes=-2", 206, "yz", "bytes 24-25/26")]
    [TestCase("bytes=20-99", 206, "uvwxyz", "bytes 20-25/26")]
    [TestCase("bytes=26-", 416, "", "bytes */26")]
    [TestCase("bytes=5-2", 200, "abcdefghijklmnopqrstuvwxyz", null)]
    public async Task A_range_is_cut_out(string range, int status, string text, string? contentRange)
    {
        var (shelf, id, _) = await OnShelfAsync();

        var answer = await shelf.ReadAsync(id, ("Range", range)).ShouldBe(status);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(text));
        Assert.That(answer.Header("Content-Range"), Is.EqualTo(contentRange));
        Assert.That(answer.Header("Accept-Ranges"), Is.EqualTo("bytes"));
    }

    [Test]
    public async Task The_hash_is_a_strong_etag_and_spares_what_the_receiver_has()
    {
        var (shelf, id, hash) = await OnShelfAsync();

        var whole = await shelf.ReadAsync(id).ShouldBe(200);
        var same = await shelf.ReadAsync(id, ("If-None-Match", $"\"{hash}\"")).ShouldBe(304);
        var rest = await shelf.ReadAsync(id, ("Range", "bytes=24-"), ("If-Range", $"\"{hash}\"")).ShouldBe(206);
        var other = await shelf.ReadAsync(id, ("Range", "bytes=24-"), ("If-Range", "\"another\"")).ShouldBe(200);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((whole.Header("ETag"), same.Header("ETag")), Is.EqualTo(($"\"{hash}\"", $"\"{hash}\"")));
            Assert.That(await same.Content.ReadAsStringAsync(), Is.Empty);
            Assert.That(await rest.Content.ReadAsStringAsync(), Is.EqualTo("yz"));
            Assert.That((await other.Content.ReadAsByteArrayAsync()).Length, Is.EqualTo(26));
        }
    }

    [Test]
    public async Task A_head_says_what_a_get_would_say()
    {
        var (shelf, id, _) = await OnShelfAsync();

        var get = await shelf.ReadAsync(id).ShouldBe(200);
        var head = await shelf.SendAsync(HttpMethod.Head, $"{shelf.Path}/{id}/content").ShouldBe(200);

        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
        foreach (var name in new[] { "ETag", "Content-Length", "Content-Type", "Content-Disposition", "Accept-Ranges" })
            Assert.That(head.Header(name), Is.EqualTo(get.Header(name)), name);
    }

    [TestCase("page.html", "text/html", "<script>alert(1)</script>", "application/octet-stream")]
    [TestCase("drawing.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "application/octet-stream")]
    [TestCase("what.xyz", "x-none/whatever", "???", "application/octet-stream")]
    [TestCase("notes.txt", "text/plain; charset=utf-8", "notes", "text/plain")]
    public async Task Whatever_it_is_a_browser_saves_it_and_runs_nothing(string name, string type, string text, string served)
    {
        var shelf = await ShelfAsync();
        var file = await shelf.AddAsync(name, Encoding.UTF8.GetBytes(text), type);

        var answer = await shelf.ReadAsync(file.GetProperty("id").GetGuid(), ("Accept-Encoding", "gzip, br")).ShouldBe(200);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo(served));
            Assert.That(answer.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(answer.Header("Content-Security-Policy"), Does.Contain("sandbox").And.Contain("default-src 'none'"));
            Assert.That(answer.Header("Cache-Control"), Does.Contain("private"));
            Assert.That(answer.Header("Content-Encoding"), Is.Null, "packed anew, its hash would be another");
        }
    }

    [Test]
    public async Task A_name_in_any_script_survives_the_header()
    {
        var shelf = await ShelfAsync();
        var file = await shelf.AddAsync("Ünïcode 文.txt", [1]);

        var answer = await shelf.ReadAsync(file.GetProperty("id").GetGuid()).ShouldBe(200);

        Assert.That(answer.Header("Content-Disposition"), Does.Contain("filename*=UTF-8''%C3%9Cn%C3%AFcode%20%E6%96%87.txt"));
    }

    [Test]
    public async Task A_deleted_file_is_gone_and_so_are_its_bytes()
    {
        var (shelf, id, _) = await OnShelfAsync();

        await shelf.DeleteAsync(id).ShouldBe(204);

        await shelf.GetAsync(id).ShouldBeProblem(404, "not_found");
        await shelf.ReadAsync(id).ShouldBeProblem(404, "not_found");
        await shelf.DeleteAsync(id).ShouldBeProblem(404, "not_found");
        await App.WorkIsDoneAsync();
        Assert.That(await shelf.StoredAsync(), Is.Empty);
        Assert.That((await shelf.Team.ActionsAsync())[0], Is.EqualTo("files.deleted"));
    }

    [Test]
    public async Task An_empty_file_is_a_file()
    {
        var shelf = await ShelfAsync();
        var file = await shelf.AddAsync("nothing.txt", []);

        var answer = await shelf.ReadAsync(file.GetProperty("id").GetGuid()).ShouldBe(200);

        Assert.That(answer.Content.Headers.ContentLength, Is.Zero);
    }

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));

    private async Task<(Shelf Shelf, Guid Id, string Hash)> OnShelfAsync()
    {
        var shelf = await ShelfAsync();
        var file = await shelf.AddAsync("letters.txt", Letters);
        return (shelf, file.GetProperty("id").GetGuid(), file.Text("sha256"));
    }
}
