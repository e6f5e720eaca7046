using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>What is not what it is said to be does not come in.</summary>
[OnEachEngineAndStorage]
public sealed class ChecksTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private static readonly byte[] Program = [0x4D, 0x5A, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00];

    protected override TestSettings Settings => new(("Files:AllowedTypes:0", "text/*"), ("Files:AllowedTypes:1", "image/png"),
        ("Billing:Plans:0:FileTypes:0", "text/csv"), ("Billing:Plans:0:FileTypes:1", "image/*"));

    [TestCase("holiday.png", "image/png")]
    [TestCase("notes.txt", "text/plain")]
    [TestCase("holiday.png", "application/octet-stream")]
    [TestCase("anything", "image/png")]
    public async Task Bytes_that_belie_their_type_or_their_name_are_refused_and_leave_nothing(string name, string type)
    {
        var shelf = await ShelfAsync();

        await shelf.PutAsync(name, Program, type).ShouldBeProblem(400, "files.type_mismatch");

        await App.WorkIsDoneAsync();
        Assert.That(await shelf.ListAsync(), Is.Empty);
        Assert.That(await shelf.StoredAsync(), Is.Empty);
        Assert.That((await shelf.Team.ActionsAsync())[0], Does.Not.StartWith("files."));
    }

    [Test]
    public async Task Only_types_that_the_setting_allows_come_in()
    {
        var shelf = await ShelfAsync();

        await shelf.PutAsync("a.csv", Encoding.ASCII.GetBytes("a;b"), "text/csv").ShouldBe(201);
        await shelf.PutAsync("a.pdf", Encoding.ASCII.GetBytes("%PDF-1.7"), "application/pdf").ShouldBeProblem(400, "files.type_not_allowed");
        await shelf.PutAsync("setup.exe", Program, "application/octet-stream").ShouldBeProblem(400, "files.type_not_allowed");
    }

    [Test]
    public async Task Of_those_only_types_that_the_plan_includes()
    {
        var shelf = await ShelfAsync();

        await shelf.PutAsync("a.txt", [65], "text/plain").ShouldBeProblem(402, "billing.upgrade_required");
        var announced = new { name = "a.txt", contentType = "text/plain", size = 1, sha256 = new string('a', 64) };
        await shelf.SendAsync(HttpMethod.Post, $"{shelf.Path}/uploads", announced).ShouldBeProblem(402, "billing.upgrade_required");

        await App.WorkIsDoneAsync();
        Assert.That(await shelf.StoredAsync(), Is.Empty);
        Assert.That((await shelf.Team.ActionsAsync())[0], Does.Not.StartWith("files."));
    }

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));
}
