using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>What a plan gives to files is never exceeded, and what is not used comes back.</summary>
[OnEachEngineAndStorage]
public sealed class QuotaTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private const int Room = 1_000_000;

    protected override TestSettings Settings => new(
        ("Billing:Plans:0:Limits:StorageBytes", $"{Room}"), ("Billing:Plans:0:Limits:FilesPerMonth", "60"), ("Files:MaxFileBytes", $"{10 * Room}"));

    [TestCase(true, TestName = "Fifty_uploads_at_once_that_say_how_large_they_are_get_what_there_is_and_no_more")]
    [TestCase(false, TestName = "Fifty_uploads_at_once_that_do_not_say_how_large_they_are_get_what_there_is_and_no_more")]
    public async Task Fifty_uploads_at_once(bool saySo)
    {
        var shelf = await ShelfAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => saySo
            ? shelf.PutAsync($"{i}.bin", new byte[90_000], "application/octet-stream")
            : shelf.SendAsync(HttpMethod.Post, shelf.Path, new SilentContent(Shelf.Form($"{i}.bin", new byte[90_000], "application/octet-stream")))));

        var taken = answers.Count(answer => (int)answer.StatusCode == 201);
        foreach (var refused in answers.Where(answer => (int)answer.StatusCode != 201))
            await refused.ShouldBeProblem(402, "billing.limit_reached");
        await App.WorkIsDoneAsync();
        var files = await shelf.ListAsync();
        using (Assert.EnterMultipleScope())
        {
            // One that does not say may be stopped by the room that another holds for a while, so that some may be left.
            Assert.That(taken, saySo ? Is.EqualTo(Room / 90_000) : Is.InRange(1, Room / 90_000));
            Assert.That(files, Has.Count.EqualTo(taken));
            Assert.That(await UsedAsync(shelf, "storageBytes"), Is.EqualTo(taken * 90_000L));
            Assert.That(await UsedAsync(shelf, "filesPerMonth"), Is.EqualTo(taken));
            Assert.That((await shelf.StoredAsync()).Sum(stored => stored.Size), Is.EqualTo(taken * 90_000L));
        }
    }

    [TestCase(Room, true, 201)]
    [TestCase(Room, false, 201)]
    [TestCase(Room + 1, true, 402)]
    [TestCase(Room + 1, false, 402)]
    [TestCase(5 * Room, true, 402)]
    [TestCase(5 * Room, false, 402)]
    public async Task The_last_byte_of_the_plan_can_be_used_and_no_more(int size, bool saysSo, int status)
    {
        var shelf = await ShelfAsync();
        var form = Shelf.Form("a.bin", new byte[size], "application/octet-stream");

        await shelf.SendAsync(HttpMethod.Post, shelf.Path, saysSo ? form : new SilentContent(form)).ShouldBe(status);

        await App.WorkIsDoneAsync();
        Assert.That(await UsedAsync(shelf, "storageBytes"), Is.EqualTo(status == 201 ? size : 0));
        Assert.That(await UsedAsync(shelf, "filesPerMonth"), Is.EqualTo(status == 201 ? 1 : 0));
        Assert.That(await shelf.StoredAsync(), Has.Count.EqualTo(status == 201 ? 1 : 0));
    }

    [Test]
    public async Task What_is_deleted_rejected_or_never_became_a_file_gives_its_room_back()
    {
        var shelf = await ShelfAsync();
        var eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
        var kept = await shelf.AddAsync("kept.bin", new byte[1000]);
        var deleted = await shelf.AddAsync("deleted.bin", new byte[500_000]);

        var rejected = await shelf.AddAsync("rejected.bin", [.. new byte[300_000], .. eicar]);
        await shelf.PutAsync("no.png", new byte[100_000], "image/png").ShouldBeProblem(400, "files.type_mismatch");
        await shelf.DeleteAsync(deleted.GetProperty("id").GetGuid()).ShouldBe(204);
        await shelf.DeleteAsync(rejected.GetProperty("id").GetGuid()).ShouldBe(204);

        Assert.That(kept.Text("status"), Is.EqualTo("ready"));
        Assert.That(await UsedAsync(shelf, "storageBytes"), Is.EqualTo(1000));
        Assert.That(await UsedAsync(shelf, "filesPerMonth"), Is.EqualTo(3), "a file that was there counts for the month");
    }

    [Test]
    public async Task The_files_of_a_month_are_counted_and_the_next_one_begins_anew()
    {
        var shelf = await ShelfAsync();
        for (var i = 0; i < 60; i++)
            await shelf.PutAsync($"{i}.txt", [1]).ShouldBe(201);

        await shelf.PutAsync("one-too-many.txt", [1]).ShouldBeProblem(402, "billing.limit_reached");

        App.Clock.Travel(TimeSpan.FromDays(31));
        var next = new Shelf(App, shelf.Team with { Owner = await shelf.Team.Owner.Person.SignInAsync() });
        await next.PutAsync("next-month.txt", [1]).ShouldBe(201);
        Assert.That(await UsedAsync(next, "filesPerMonth"), Is.EqualTo(1));
    }

    private static async Task<long> UsedAsync(Shelf shelf, string limit) => (await shelf.SendAsync(HttpMethod.Get, $"{shelf.Team.Path}/entitlements").ShouldBeJson())
        .GetProperty("limits").GetProperty(limit).GetProperty("used").GetInt64();

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));
}
