using System.Security.Cryptography;
using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>How a file gets in, and what is left when it does not.</summary>
[OnEachEngineAndStorage]
public sealed class UploadTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private const int MaxFileBytes = 300_000;

    protected override TestSettings Settings => new(("Files:MaxFileBytes", $"{MaxFileBytes}"));

    [Test]
    public async Task What_was_uploaded_comes_back_and_is_named_by_its_hash()
    {
        var shelf = await ShelfAsync();
        var bytes = RandomNumberGenerator.GetBytes(200_000);

        var answer = await shelf.PutAsync("report.bin", bytes, "application/octet-stream").ShouldBe(201);

        var file = await answer.ShouldBeJson();
        var id = file.GetProperty("id").GetGuid();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Headers.Location!.AbsolutePath, Does.EndWith($"{shelf.Path}/{id}"));
            Assert.That((file.Text("name"), file.Text("contentType"), file.Text("status")), Is.EqualTo(("report.bin", "application/octet-stream", "processing")));
            Assert.That(file.GetProperty("size").GetInt64(), Is.EqualTo(bytes.Length));
            Assert.That(file.Text("sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }

        Assert.That((await shelf.SettledAsync(id)).Text("status"), Is.EqualTo("ready"));
        Assert.That(await (await shelf.ReadAsync(id).ShouldBe(200)).Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
    }

    [TestCase(MaxFileBytes, 201)]
    [TestCase(MaxFileBytes + 1, 413)]
    public async Task The_limit_is_the_last_byte_that_fits(int size, int status)
    {
        var shelf = await ShelfAsync();

        var answer = await shelf.PutAsync("a.bin", new byte[size], "application/octet-stream").ShouldBe(status);

        if (status == 413)
            await answer.ShouldBeProblem(413, "files.too_large");
    }

    [TestCase(true, TestName = "A_body_that_is_said_to_be_too_large_is_refused_at_once")]
    [TestCase(false, TestName = "A_body_that_does_not_say_how_large_it_is_is_refused_when_it_is_too_large")]
    public async Task Too_large(bool saysSo)
    {
        var shelf = await ShelfAsync();
        var form = Shelf.Form("a.bin", new byte[5 * MaxFileBytes], "application/octet-stream");
        HttpContent body = saysSo ? form : new SilentContent(form);

        await shelf.SendAsync(HttpMethod.Post, shelf.Path, body).ShouldBeProblem(413, "files.too_large");

        await NothingIsLeftAsync(shelf);
    }

    [Test]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        var shelf = await ShelfAsync();
        var form = Shelf.Form("a.bin", new byte[100_000], "application/octet-stream");
        var whole = await form.ReadAsByteArrayAsync();
        var half = new ByteArrayContent(whole[..60_000]);
        half.Headers.ContentType = form.Headers.ContentType;

        await shelf.SendAsync(HttpMethod.Post, shelf.Path, half).ShouldBeInvalid("file");

        await NothingIsLeftAsync(shelf);
    }

    [Test]
    public async Task A_body_without_its_last_boundary_is_no_file()
    {
        var shelf = await ShelfAsync();
        var body = Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc");

        await shelf.SendAsync(HttpMethod.Post, shelf.Path, Multipart(body)).ShouldBeInvalid("file");

        await NothingIsLeftAsync(shelf);
    }

    [Test]
    public async Task Ten_thousand_parts_are_refused_after_a_few()
    {
        var shelf = await ShelfAsync();
        var part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        var body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, 10_000)) + "--x--\r\n");

        await shelf.SendAsync(HttpMethod.Post, shelf.Path, Multipart(body)).ShouldBeInvalid("file");
    }

    [Test]
    public async Task A_form_without_a_file_or_with_two_or_no_form_at_all_is_refused()
    {
        var shelf = await ShelfAsync();
        using var two = Shelf.Form("a", [1], "text/plain");
        two.Add(new ByteArrayContent([2]), "file", "b");

        await shelf.SendAsync(HttpMethod.Post, shelf.Path, Shelf.Form("a", [1], "text/plain", field: "other")).ShouldBeInvalid("file");
        await shelf.SendAsync(HttpMethod.Post, shelf.Path, two).ShouldBeInvalid("file");
        await shelf.SendAsync(HttpMethod.Post, shelf.Path, new { file = "abc" }).ShouldBeProblem(415, "unsupported_media_type");
        await shelf.SendAsync(HttpMethod.Post, shelf.Path, Multipart([], boundary: "")).ShouldBeInvalid("file");
        await shelf.SendAsync(HttpMethod.Post, shelf.Path, Multipart(RandomNumberGenerator.GetBytes(50_000))).ShouldBeInvalid("file");

        await NothingIsLeftAsync(shelf);
    }

    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("C:\\Users\\ann\\Ünïcode 文.txt", "Ünïcode 文.txt")]
    [TestCase("gpj.\u202Etxt", "gpj.txt")]
    public async Task A_name_is_for_display_and_names_nothing_in_the_storage(string given, string shown)
    {
        var shelf = await ShelfAsync();

        var file = await shelf.AddAsync(given, [1, 2, 3], "application/octet-stream");

        Assert.That(file.Text("name"), Is.EqualTo(shown));
        Assert.That((await shelf.StoredAsync()).Single().Key.FileId, Is.EqualTo(file.GetProperty("id").GetGuid()));
    }

    [Test]
    public async Task An_upload_with_a_key_is_done_once_and_compared_by_its_hash()
    {
        var shelf = await ShelfAsync();
        var key = ("Idempotency-Key", "k");

        var first = await shelf.PutAsync("a.txt", [1, 2, 3], "text/plain", key).ShouldBe(201);
        var again = await shelf.PutAsync("a.txt", [1, 2, 3], "text/plain", key).ShouldBe(201);
        await shelf.PutAsync("a.txt", [1, 2, 4], "text/plain", key).ShouldBeProblem(422, "idempotency.key_reused");

        Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That(await shelf.ListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Twenty_uploads_with_one_key_over_two_nodes_make_one_file()
    {
        await using var other = TestApp.StartBeside(App, Engine, Settings);
        var shelf = await ShelfAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            shelf.Through(i % 2 == 0 ? App : other).PutAsync("a.txt", new byte[50_000], "text/plain", ("Idempotency-Key", "k"))));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.AnyOf(201, 409).And.Some.EqualTo(201));
        Assert.That(await shelf.ListAsync(), Has.Count.EqualTo(1));
        await App.WorkIsDoneAsync();
        Assert.That(await shelf.StoredAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_key_is_given_back_when_its_upload_was_refused_on_the_way()
    {
        var shelf = await ShelfAsync();
        var key = ("Idempotency-Key", "k");
        await shelf.PutAsync("a.bin", new byte[MaxFileBytes + 1], "text/plain", key).ShouldBeProblem(413, "files.too_large");

        await shelf.PutAsync("a.txt", [1], "text/plain", key).ShouldBe(201);
    }

    [Test]
    public async Task A_key_of_the_api_uploads_within_its_scopes()
    {
        var shelf = await ShelfAsync();
        var (reads, writes) = ((await shelf.Team.AddKeyAsync("files.read")).Key, (await shelf.Team.AddKeyAsync("files.write")).Key);

        var id = (await shelf.By(writes).PutAsync("a.txt", [1]).ShouldBeJson()).GetProperty("id").GetGuid();
        await shelf.By(reads).PutAsync("a.txt", [1]).ShouldBeProblem(403, "auth.forbidden");
        await shelf.By(reads).GetAsync(id).ShouldBe(200);
        await shelf.By(writes).GetAsync(id).ShouldBeProblem(403, "auth.forbidden");
        await shelf.By(reads).DeleteAsync(id).ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task Files_are_listed_newest_first_and_leave_one_line_each_in_the_audit_log()
    {
        var shelf = await ShelfAsync();
        for (var i = 0; i < 3; i++)
            await shelf.PutAsync($"{i}.txt", [1]).ShouldBe(201);

        var page = await shelf.SendAsync(HttpMethod.Get, $"{shelf.Path}?limit=2").ShouldBeJson();
        var rest = await shelf.SendAsync(HttpMethod.Get, $"{shelf.Path}?cursor={page.Text("nextCursor")}").ShouldBeJson();

        Assert.That(page.GetProperty("items").EnumerateArray().Select(file => file.Text("name")), Is.EqualTo(new[] { "2.txt", "1.txt" }));
        Assert.That(rest.GetProperty("items").EnumerateArray().Select(file => file.Text("name")), Is.EqualTo(new[] { "0.txt" }));
        Assert.That((await shelf.Team.ActionsAsync()).Count(action => action == "files.uploaded"), Is.EqualTo(3));
    }

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));

    private async Task NothingIsLeftAsync(Shelf shelf)
    {
        await App.WorkIsDoneAsync();
        Assert.That(await shelf.ListAsync(), Is.Empty);
        Assert.That(await shelf.StoredAsync(), Is.Empty);
        Assert.That(await App.Database.CountAsync("Uploads"), Is.Zero);
        Assert.That(await App.Storage.CountUnfinishedAsync(), Is.Zero);
    }

    private static ByteArrayContent Multipart(byte[] body, string boundary = "x")
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return content;
    }
}
