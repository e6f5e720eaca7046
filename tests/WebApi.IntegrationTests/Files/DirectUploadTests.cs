using System.Net;
using System.Security.Cryptography;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>Files whose bytes go to the storage past the product, and what is left when they do not come, or are others.</summary>
[OnEachEngineAndStorage]
public sealed class DirectUploadTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private const int Room = 1_000_000;
    private const int MaxFileBytes = 800_000;

    protected override TestSettings Settings => new(
        ("Billing:Plans:0:Limits:StorageBytes", $"{Room}"), ("Files:MaxFileBytes", $"{MaxFileBytes}"), ("Files:UploadTimeout", "00:30:00"));

    [TestCase(0)]
    [TestCase(300_000)]
    [TestCase(MaxFileBytes)]
    public async Task What_was_sent_directly_becomes_a_file(int size)
    {
        var (direct, bytes) = (await DirectAsync(), RandomNumberGenerator.GetBytes(size));

        var upload = await direct.AnnounceAsync("Report.bin", bytes).ShouldBeJson();
        await direct.DeliverAsync(upload, bytes);
        var answer = await direct.CompleteAsync(upload).ShouldBe(201);

        var file = await answer.ShouldBeJson();
        var id = file.GetProperty("id").GetGuid();
        Assert.That(id, Is.EqualTo(upload.GetProperty("id").GetGuid()));
        Assert.That(answer.Headers.Location!.AbsolutePath, Does.EndWith($"{direct.Shelf.Path}/{id}"));
        Assert.That((file.Text("name"), file.GetProperty("size").GetInt64(), file.Text("sha256")), Is.EqualTo(("Report.bin", (long)size, HashOf(bytes))));
        Assert.That((await direct.Shelf.SettledAsync(id)).Text("status"), Is.EqualTo("ready"));
        Assert.That(await (await direct.Shelf.ReadAsync(id).ShouldBe(200)).Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
        await App.WorkIsDoneAsync();
        Assert.That((await direct.Shelf.StoredAsync()).Select(stored => (int)stored.Key.Part), Is.EqualTo(new[] { 0 }), "what came in is gone");
        Assert.That(await direct.UsedAsync("storageBytes"), Is.EqualTo(size));
        Assert.That(await direct.UsedAsync("filesPerMonth"), Is.EqualTo(1));
        Assert.That((await direct.Shelf.Team.ActionsAsync()).Count(action => action == "files.uploaded"), Is.EqualTo(1));
    }

    [Test]
    public async Task Room_is_taken_by_the_announcement_and_comes_back_from_one_that_is_given_up_or_expires()
    {
        var direct = await DirectAsync();
        var first = await direct.AnnounceAsync("a.bin", new byte[600_000]).ShouldBeJson();

        await direct.AnnounceAsync("b.bin", new byte[600_000]).ShouldBeProblem(402, "billing.limit_reached");
        await direct.GiveUpAsync(first).ShouldBe(204);
        var second = await direct.AnnounceAsync("b.bin", new byte[600_000]).ShouldBeJson();
        await direct.DeliverAsync(second, new byte[600_000]);
        Assert.That(await direct.UsedAsync("storageBytes"), Is.EqualTo(600_000));

        App.Clock.Travel(TimeSpan.FromMinutes(31));
        await direct.SignInAgainAsync();
        await direct.CompleteAsync(second).ShouldBeProblem(409, "files.upload_expired");
        await (await (await JoinAsync(TestSettings.Administrator)).SignInAsync()).PostAsync("admin/jobs/files/run").ShouldBe(202);

        await Eventually.HoldsAsync(async () => await direct.UsedAsync("storageBytes") == 0, "the room is free");
        await App.WorkIsDoneAsync();
        Assert.That(await direct.UsedAsync("filesPerMonth"), Is.Zero);
        Assert.That(await direct.Shelf.StoredAsync(), Is.Empty);
        await direct.CompleteAsync(second).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task Fifty_announcements_at_once_get_what_there_is_and_no_more()
    {
        var direct = await DirectAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => direct.AnnounceAsync($"{i}.bin", new byte[90_000])));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(Room / 90_000));
        Assert.That(answers.Where(answer => answer.StatusCode != HttpStatusCode.Created).Select(answer => (int)answer.StatusCode), Is.All.EqualTo(402));
        Assert.That(await direct.UsedAsync("storageBytes"), Is.EqualTo(Room / 90_000 * 90_000L));
    }

    [Test]
    public async Task Other_bytes_than_were_announced_are_no_file_and_leave_nothing()
    {
        var direct = await DirectAsync();
        var upload = await direct.AnnounceAsync("a.bin", [1, 2, 3]).ShouldBeJson();
        await direct.DeliverAsync(upload, [1, 2, 4]);

        await direct.CompleteAsync(upload).ShouldBeProblem(400, "files.not_as_announced");

        await NothingIsLeftAsync(direct);
        await direct.CompleteAsync(upload).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task Bytes_that_belie_their_type_are_no_file()
    {
        var direct = await DirectAsync();
        byte[] bytes = [.. "no picture"u8];
        var upload = await direct.AnnounceAsync("a.png", bytes, "image/png").ShouldBeJson();
        await direct.DeliverAsync(upload, bytes);

        await direct.CompleteAsync(upload).ShouldBeProblem(400, "files.type_mismatch");

        await NothingIsLeftAsync(direct);
    }

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(500_000)]
    public async Task More_or_fewer_bytes_than_were_announced_are_not_taken(int size)
    {
        var direct = await DirectAsync();
        var upload = await direct.AnnounceAsync("a.bin", [1, 2, 3]).ShouldBeJson();

        var answer = await direct.SendAsync(upload, new byte[size]);

        Assert.That((int)answer.StatusCode, Is.InRange(400, 499));
        Assert.That(await direct.Shelf.StoredAsync(), Is.Empty);
        await direct.CompleteAsync(upload).ShouldBeProblem(409, "files.not_uploaded");
        await direct.DeliverAsync(upload, [1, 2, 3]);
        await direct.CompleteAsync(upload).ShouldBe(201);
    }

    [Test]
    public async Task What_is_sent_after_the_file_came_to_be_changes_nothing()
    {
        var direct = await DirectAsync();
        var upload = await direct.AnnounceAsync("a.bin", [1, 2, 3]).ShouldBeJson();
        await direct.DeliverAsync(upload, [1, 2, 3]);
        await direct.CompleteAsync(upload).ShouldBe(201);
        var id = upload.GetProperty("id").GetGuid();

        await direct.SendAsync(upload, [6, 6, 6]);
        await direct.CompleteAsync(upload).ShouldBeProblem(409, "files.completed");

        await direct.Shelf.SettledAsync(id);
        Assert.That(await (await direct.Shelf.ReadAsync(id).ShouldBe(200)).Content.ReadAsByteArrayAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Twenty_completions_at_once_make_one_file()
    {
        var direct = await DirectAsync();
        var upload = await direct.AnnounceAsync("a.bin", [1, 2, 3]).ShouldBeJson();
        await direct.DeliverAsync(upload, [1, 2, 3]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => direct.CompleteAsync(upload)));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.AnyOf(201, 409).And.Exactly(1).EqualTo(201));
        Assert.That(await direct.Shelf.ListAsync(), Has.Count.EqualTo(1));
        Assert.That(await direct.UsedAsync("storageBytes"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_completion_with_a_key_is_done_once_and_answered_alike()
    {
        var direct = await DirectAsync();
        var key = ("Idempotency-Key", "k");
        var upload = await direct.AnnounceAsync("a.bin", [1, 2, 3]).ShouldBeJson();
        await direct.DeliverAsync(upload, [1, 2, 3]);

        var first = await direct.CompleteAsync(upload, key).ShouldBe(201);
        var again = await direct.CompleteAsync(upload, key).ShouldBe(201);

        Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
    }

    [Test]
    public async Task The_test_virus_is_not_given_out_whichever_way_it_came()
    {
        var direct = await DirectAsync();
        byte[] eicar = [.. @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR"u8, .. "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"u8];
        var upload = await direct.AnnounceAsync("eicar.com", eicar).ShouldBeJson();
        await direct.DeliverAsync(upload, eicar);
        await direct.CompleteAsync(upload).ShouldBe(201);

        var file = await direct.Shelf.SettledAsync(upload.GetProperty("id").GetGuid());

        Assert.That(file.Text("status"), Is.EqualTo("rejected"));
        await App.WorkIsDoneAsync();
        Assert.That(await direct.Shelf.StoredAsync(), Is.Empty);
        Assert.That(await direct.UsedAsync("storageBytes"), Is.Zero);
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<Direct> DirectAsync() => new(App, new Shelf(App, await Team.FoundAsync(await SignedInAsync())));

    private async Task NothingIsLeftAsync(Direct direct)
    {
        await App.WorkIsDoneAsync();
        Assert.That(await direct.Shelf.ListAsync(), Is.Empty);
        Assert.That(await direct.Shelf.StoredAsync(), Is.Empty);
        Assert.That(await direct.UsedAsync("storageBytes"), Is.Zero);
        Assert.That(await direct.UsedAsync("filesPerMonth"), Is.Zero);
    }
}
