using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Files;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>What is packed behind a mailed link is in the storage, is given out as files are, and goes with its link or its owner.</summary>
[OnEachEngineAndStorage]
public sealed class ExportedFileTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private SignedIn? _root;

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    protected override TestSettings Settings => new(("Organizations:DeletionGracePeriod", "00:00:00"), ("Users:DeletionGracePeriod", "00:00:00"));

    [OneTimeSetUp]
    public Task OpenTheAdministratorsAccountAsync() => JoinAsync(TestSettings.Administrator);

    [SetUp]
    public async Task SignInAsAdministratorAsync() => _root = await Stranger(TestSettings.Administrator).SignInAsync();

    [Test]
    public async Task The_audit_log_is_in_the_storage_and_not_in_the_database()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var link = await AuditLogOfAsync(team);

        await ShouldBeStoredAsync(team.Id, "AuditLogExports", await FetchAsync(link, "application/gzip", "audit-log.csv.gz"));
    }

    [Test]
    public async Task A_log_of_many_pages_is_packed_whole()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        for (var i = 0; i < 120; i++)
            await team.Owner.PatchAsync(team.Path, new { name = $"Name {i}" }).ShouldBe(200);

        var file = await FetchAsync(await AuditLogOfAsync(team), "application/gzip", "audit-log.csv.gz");

        using var text = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        Assert.That((await text.ReadToEndAsync()).Split("\r\n"), Has.Exactly(120).Contains("organizations.renamed"));
    }

    [Test]
    public async Task What_is_held_of_a_person_is_in_the_storage_and_not_in_the_database()
    {
        var device = await SignedInAsync();
        var link = await ArchiveOfAsync(device);

        await ShouldBeStoredAsync(await IdOfAsync(device), "AccountExports", await FetchAsync(link, "application/zip", "my-data.zip"));
    }

    [Test]
    public async Task The_daily_figures_are_in_the_storage_and_not_in_the_database()
    {
        await Root.PostAsync("admin/metrics/business/export").ShouldBe(202);
        var link = (await Root.Person.MailAsync("figures of MySaas are ready")).Link;

        await ShouldBeStoredAsync(await IdOfAsync(Root), "AccountExports", await FetchAsync(link, "application/gzip", "business-metrics.csv.gz"));
    }

    [Test]
    public async Task A_link_serves_as_a_file_does()
    {
        var link = await ArchiveOfAsync(await SignedInAsync());
        var whole = await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);
        var bytes = await whole.Content.ReadAsByteArrayAsync();

        var part = await App.Client().SendAsync(HttpMethod.Get, link.PathAndQuery, null, ("Range", "bytes=10-")).ShouldBe(206);
        await App.Client().SendAsync(HttpMethod.Get, link.PathAndQuery, null, ("If-None-Match", whole.Header("ETag")!)).ShouldBe(304);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[10..]));
            Assert.That(whole.Header("ETag"), Is.EqualTo($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\""));
            Assert.That(whole.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(whole.Header("Content-Security-Policy"), Does.Contain("sandbox"));
        }
    }

    [Test]
    public async Task The_sweep_leaves_them_alone_while_their_links_live_and_takes_them_afterwards()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (log, archive) = (await AuditLogOfAsync(team), await ArchiveOfAsync(team.Owner));
        var person = await IdOfAsync(team.Owner);

        App.Clock.Travel(TimeSpan.FromHours(71));
        await RunAsync("expired-sessions-and-tokens", "files");
        foreach (var link in new[] { log, archive })
            await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);

        App.Clock.Travel(TimeSpan.FromHours(2));
        await RunAsync("expired-sessions-and-tokens", "files");

        Assert.That(await StoredOfAsync(team.Id), Is.Empty);
        Assert.That(await StoredOfAsync(person), Is.Empty);
    }

    [Test]
    public async Task The_audit_log_goes_with_its_organization()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var link = await AuditLogOfAsync(team);
        Assert.That(await StoredOfAsync(team.Id), Has.Count.EqualTo(1));

        await team.Owner.DeleteAsync(team.Path).ShouldBe(202);
        await App.WorkIsDoneAsync();

        await App.Client().GetAsync(link.PathAndQuery).ShouldBeProblem(404, "not_found");
        Assert.That(await StoredOfAsync(team.Id), Is.Empty);
    }

    [Test]
    public async Task An_archive_goes_with_its_person()
    {
        var device = await SignedInAsync();
        var (id, link) = (await IdOfAsync(device), await ArchiveOfAsync(device));
        Assert.That(await StoredOfAsync(id), Has.Count.EqualTo(1));

        await device.DeleteAsync("users/me", new { device.Person.Password }).ShouldBe(202);
        await App.WorkIsDoneAsync();

        await App.Client().GetAsync(link.PathAndQuery).ShouldBeProblem(404, "not_found");
        Assert.That(await StoredOfAsync(id), Is.Empty);
    }

    private static async Task<Uri> AuditLogOfAsync(Team team)
    {
        await team.Owner.PostAsync($"{team.Path}/audit-log/export", new { }).ShouldBe(202);
        return (await team.Owner.Person.MailAsync("audit log is ready")).Link;
    }

    private static async Task<Uri> ArchiveOfAsync(SignedIn device)
    {
        await device.PostAsync("users/me/export").ShouldBe(202);
        return (await device.Person.MailAsync("export is ready")).Link;
    }

    private static async Task<Guid> IdOfAsync(SignedIn device) => (await device.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid();

    private async Task<byte[]> FetchAsync(Uri link, string type, string name)
    {
        var file = await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(file.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
            Assert.That(file.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(file.Content.Headers.ContentDisposition.FileName, Is.EqualTo(name));
        }

        return await file.Content.ReadAsByteArrayAsync();
    }

    private async Task ShouldBeStoredAsync(Guid ownerId, string table, byte[] bytes)
    {
        var key = (await StoredOfAsync(ownerId)).Single().Key;
        await using var content = await App.Services.GetRequiredService<IFileStorage>().OpenAsync(key, 0, bytes.Length, default);
        using var stored = new MemoryStream();
        await content!.CopyToAsync(stored);
        Assert.That(stored.ToArray(), Is.EqualTo(bytes));

        var rows = await App.Database.DumpAsync(table);
        Assert.That(rows, Does.Contain(Convert.ToHexStringLower(SHA256.HashData(bytes))), "it looks in the right place");
        Assert.That(rows, Does.Not.Contain(string.Join(' ', bytes[..16])));
    }

    private async Task<IReadOnlyList<StoredObject>> StoredOfAsync(Guid ownerId) =>
        await App.Services.GetRequiredService<IFileStorage>().ListAsync(default).Where(stored => stored.Key.OwnerId == ownerId).ToListAsync();

    private async Task RunAsync(params string[] jobs)
    {
        await SignInAsAdministratorAsync();
        foreach (var job in jobs)
        {
            await Root.PostAsync($"admin/jobs/{job}/run").ShouldBe(202);
            await App.WorkIsDoneAsync();
        }
    }
}
