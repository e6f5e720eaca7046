using System.IO.Compression;
using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;
using MySaas.WebApi.IntegrationTests.Files;

namespace MySaas.WebApi.IntegrationTests.Users;

[OnEachEngine]
public sealed class ExportTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task The_mailed_link_downloads_all_that_is_held_of_the_person_and_no_secret()
    {
        var laptop = await SignedInAsync();
        await laptop.TurnTwoFactorOnAsync();
        var link = await AskAsync(laptop);

        var answer = await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);

        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"));
        Assert.That(answer.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        var files = Unpack(await answer.Content.ReadAsByteArrayAsync());
        Assert.That(files.Keys, Is.EquivalentTo(new[] { "account.json", "sessions.json", "links.json", "organizations.json", "files.json", "exports.json", "activity.json" }));
        Assert.That(files["account.json"].Text("email"), Is.EqualTo(laptop.Person.Email));
        Assert.That(files["sessions.json"].GetArrayLength(), Is.EqualTo(1));
        Assert.That(
            files["activity.json"].EnumerateArray().Select(entry => entry.Text("action")),
            Does.Contain("users.registered").And.Contain("users.email_confirmed").And.Contain("auth.signed_in").And.Contain("auth.two_factor_enabled"));
        var everything = string.Concat(files.Values.Select(file => file.GetRawText()));
        Assert.That(everything, Does.Not.Contain("hash").IgnoreCase.And.Not.Contain("authenticatorKey").IgnoreCase);
    }

    [Test]
    public async Task The_archive_names_the_files_that_they_uploaded_and_nobody_elses()
    {
        var ann = await SignedInAsync();
        var team = await Team.FoundAsync(ann);
        var ben = await team.TakeInAsync(await SignedInAsync(), "member");
        await new Shelf(App, team).PutAsync("of-ann.txt", [1]).ShouldBe(201);
        await new Shelf(App, team, ben.Tokens.AccessToken).PutAsync("of-ben.txt", [1]).ShouldBe(201);

        var link = await AskAsync(ann);

        var files = Unpack(await (await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200)).Content.ReadAsByteArrayAsync());
        Assert.That(files["files.json"].EnumerateArray().Select(file => file.Text("name")), Is.EqualTo(new[] { "of-ann.txt" }));
    }

    [Test]
    public async Task The_link_is_absolute_and_its_token_is_the_permission()
    {
        var link = await AskAsync(await SignedInAsync());
        var path = link.AbsolutePath;

        Assert.That(link.ToString(), Does.StartWith($"{TestSettings.BaseUrl}/"));
        var client = App.Client();
        await client.GetAsync($"{path}?token=garbage").ShouldBeProblem(404, "not_found");
        await client.GetAsync($"{path}?token=").ShouldBeProblem(404, "not_found");
        await client.GetAsync(path).ShouldBeProblem(404, "not_found");
        await client.GetAsync($"users/exports/{Guid.CreateVersion7()}{link.Query}").ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task One_persons_token_does_not_open_anothers_archive()
    {
        var (anns, bens) = (await AskAsync(await SignedInAsync()), await AskAsync(await SignedInAsync()));

        await App.Client().GetAsync(anns.AbsolutePath + bens.Query).ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task The_link_dies_after_three_days()
    {
        var link = await AskAsync(await SignedInAsync());
        App.Clock.Travel(TimeSpan.FromHours(71));
        await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);

        App.Clock.Travel(TimeSpan.FromHours(2));

        await App.Client().GetAsync(link.PathAndQuery).ShouldBeProblem(404, "not_found");
    }

    private static async Task<Uri> AskAsync(SignedIn device)
    {
        await device.PostAsync("users/me/export").ShouldBe(202);
        return (await device.Person.MailAsync("export is ready")).Link;
    }

    private static Dictionary<string, JsonElement> Unpack(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            return JsonSerializer.Deserialize<JsonElement>(content);
        });
    }
}
