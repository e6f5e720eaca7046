using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>Files before the real daemon, from the upload on.</summary>
[Category("Clamd"), NonParallelizable]
public sealed class ClamAvTests() : ApiTests(Engine.Available[0])
{
    // Put together here, so that no scanner takes this file for the test virus.
    private static readonly byte[] Eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private readonly ClamDaemon _daemon = new(Eicar);

    protected override TestSettings Settings => new(
        ("Malware:ClamAv:Host", "127.0.0.1"), ("Malware:ClamAv:Port", _daemon.Port.ToString(CultureInfo.InvariantCulture)));

    [SetUp]
    public Task StartDaemonAsync() => _daemon.StartAsync();

    [TearDown]
    public Task StopDaemonAsync() => _daemon.StopAsync();

    [OneTimeTearDown]
    public async Task RemoveDaemonAsync() => await _daemon.DisposeAsync();

    [Test]
    public async Task What_the_daemon_finds_nothing_in_is_clean()
    {
        var bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);

        var file = await (await ShelfAsync()).AddAsync("a.bin", bytes, "application/octet-stream");

        Assert.That(StateOf(file), Is.EqualTo(Passed("clean")));
    }

    [Test]
    public async Task What_is_packed_where_only_the_daemon_looks_is_found()
    {
        using var archive = new MemoryStream();
        await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        await using (var entry = zip.CreateEntry("eicar.com", CompressionLevel.SmallestSize).Open())
            await entry.WriteAsync((byte[])[.. Eicar, .. new byte[1000]]);
        var shelf = await ShelfAsync();

        var file = await shelf.AddAsync("eicar.zip", archive.ToArray(), "application/zip");

        Assert.That(StateOf(file), Is.EqualTo(("rejected", "infected", ClamDaemon.Threat)));
        await App.WorkIsDoneAsync();
        Assert.That(await shelf.StoredAsync(), Is.Empty);
    }

    [Test]
    public async Task What_is_more_than_the_daemon_takes_is_unscanned()
    {
        var file = await (await ShelfAsync()).AddAsync("a.bin", new byte[3 * ClamDaemon.MaxBytes], "application/octet-stream");

        Assert.That(StateOf(file), Is.EqualTo(Passed("unscanned")));
    }

    [Test]
    public async Task While_the_daemon_is_away_a_file_waits_and_nobody_gets_it()
    {
        var shelf = await ShelfAsync();
        await _daemon.StopAsync();

        var id = (await shelf.PutAsync("a.txt", [1]).ShouldBeJson()).GetProperty("id").GetGuid();
        await Eventually.HoldsAsync(
            async () => await App.Database.CountAsync(
                "OutboxMessages",
                ("Type", "files.scan.v1"), ("Status", "Pending"), ("Attempts", 0),
                ("LastError", "PostponedException: The malware scanner cannot be reached; it is asked again later.")) == 1,
            "the scan is put off, which costs it no attempt");
        var waiting = await shelf.GetAsync(id).ShouldBeJson();
        Assert.That((waiting.Text("status"), waiting.Text("step"), waiting.Text("scan")), Is.EqualTo(("processing", "scan", "pending")));
        await shelf.ReadAsync(id).ShouldBeProblem(409, "files.not_ready");

        await _daemon.StartAsync();
        App.Clock.Travel(TimeSpan.FromMinutes(1));
        Assert.That(StateOf(await shelf.SettledAsync(id)), Is.EqualTo(Passed("clean")));
    }

    private static (string Status, string Scan, string? Threat) StateOf(JsonElement file) =>
        (file.Text("status"), file.Text("scan"), file.GetProperty("threat").GetString());

    private static (string Status, string Scan, string? Threat) Passed(string scan) => ("ready", scan, null);

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));
}
