using System.IO.Compression;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Organizations;

/// <summary>The record: one line per change, filtered, exported, and not to be rewritten.</summary>
[OnEachEngine]
public sealed class AuditLogTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task A_line_says_who_did_what_to_what_and_from_where()
    {
        var team = await Team.FoundAsync(await SignedInAsync(), "Before");
        var answer = await team.Owner.PatchAsync(team.Path, new { name = "After" }).ShouldBe(200);

        var entry = (await team.Owner.GetAsync($"{team.Path}/audit-log?limit=1").ShouldBeJson()).GetProperty("items")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Text("action"), Is.EqualTo("organizations.renamed"));
            Assert.That(entry.Text("actorName"), Is.EqualTo(team.Owner.Person.DisplayName));
            Assert.That(entry.GetProperty("subject").GetGuid(), Is.EqualTo(team.Id));
            Assert.That(entry.GetProperty("data").GetRawText(), Is.EqualTo("""{"from":"Before","to":"After"}"""));
            Assert.That(entry.Text("ipAddress"), Is.EqualTo(ClientAddress.Default));
            Assert.That(entry.Text("requestId"), Is.EqualTo(answer.Header("X-Request-Id")));
        }
    }

    [Test]
    public async Task Filters_narrow_it_down_and_faulty_ones_are_told()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        await team.Owner.PatchAsync(team.Path, new { name = "After" }).ShouldBe(200);
        var tomorrow = Uri.EscapeDataString(App.Clock.GetUtcNow().AddDays(1).ToString("o"));

        Assert.That(await CountAsync(team, $"subject={team.Id}&action=organizations.created"), Is.EqualTo(1));
        Assert.That(await CountAsync(team, $"from={tomorrow}"), Is.Zero);
        Assert.That(await CountAsync(team, $"to={tomorrow}"), Is.EqualTo(2));
        Assert.That(await CountAsync(team, $"actorId={Guid.CreateVersion7()}"), Is.Zero);
        await team.Owner.GetAsync($"{team.Path}/audit-log?from={tomorrow}&to={tomorrow}").ShouldBeInvalid("to");
        await team.Owner.GetAsync($"{team.Path}/audit-log?actorId=me").ShouldBeInvalid("actorId");
    }

    [Test]
    public async Task It_is_exported_as_a_CSV_file_whose_cells_are_no_formulas()
    {
        var team = await Team.FoundAsync(await SignedInAsync(), "=1+1");

        await team.Owner.PostAsync($"{team.Path}/audit-log/export", new { action = "organizations.created" }).ShouldBe(202);

        var link = (await team.Owner.Person.MailAsync("audit log is ready")).Link;
        var file = await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);
        using var text = new StreamReader(new GZipStream(await file.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var lines = (await text.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.StartWith("Id,At,ActorId,ActorName,"));
        Assert.That(lines[1], Does.Contain("organizations.created").And.Contain(team.Id.ToString()));
        await App.Client().GetAsync($"{link.AbsolutePath}?token=wrong").ShouldBeProblem(404, "not_found");
    }

    private static async Task<int> CountAsync(Team team, string filter) =>
        (await team.Owner.GetAsync($"{team.Path}/audit-log?{filter}").ShouldBeJson()).GetProperty("items").GetArrayLength();
}
