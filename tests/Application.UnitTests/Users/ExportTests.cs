using System.IO.Compression;
using System.Text.Json;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Files;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using MySaas.Domain.Files;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Users;

public sealed class ExportTests
{
    [Test]
    public async Task Asking_for_an_export_only_queues_the_work()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);

        await new ExportMeHandler(world.Outbox.Object, world.Caller.Object).Handle(new ExportMe(), CancellationToken.None);

        Assert.That(world.Sent, Is.EqualTo(new[] { (new PackExport(user.Id), (DateTimeOffset?)null) }));
    }

    [Test]
    public async Task The_archive_holds_a_file_for_each_part()
    {
        var stored = new Dictionary<StorageKey, byte[]>();

        var export = await PackAsync(new World(), stored: stored);

        using var archive = new ZipArchive(new MemoryStream(stored[new StorageKey(export!.UserId, export.Id, FilePart.Original)]));
        using var account = archive.GetEntry("account.json")!.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(archive.Entries.Select(entry => entry.Name), Is.EquivalentTo(new[] { "account.json", "sessions.json" }));
            Assert.That(JsonDocument.Parse(account).RootElement.GetProperty("email").GetString(), Is.EqualTo("Ada@Example.com"));
        }
    }

    [Test]
    public async Task The_mail_brings_the_link_and_only_a_hash_of_its_token_stays()
    {
        var world = new World();

        var export = await PackAsync(world);

        var link = world.Mails.Single().Values["link"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(link, Does.StartWith($"https://app.example.com/api/v1/users/exports/{export!.Id}?token="));
            Assert.That(SecretToken.HashOf(link.Split('=')[1]), Is.EqualTo(export.TokenHash));
        }
    }

    [Test]
    public async Task Nothing_is_packed_of_somebody_who_is_gone()
    {
        var world = new World();
        var user = world.Confirmed();
        world.Users.Object.Remove(user);

        var stored = new Dictionary<StorageKey, byte[]>();

        var export = await PackAsync(world, user, stored);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(export, Is.Null);
            Assert.That(stored, Is.Empty);
            Assert.That(world.Sent, Is.Empty);
        }
    }

    [Test]
    public async Task The_links_token_opens_the_archive_until_it_expires()
    {
        var (world, export) = (new World(), Packed());

        Assert.That(
            await DownloadAsync(world, export, export.Id, "a token"),
            Is.EqualTo(new FileContent(new StorageKey(export.UserId, export.Id, FilePart.Original), "my-data.zip", "application/zip", 3, "hash of the bytes")));

        world.Clock.SetUtcNow(export.ExpiresAt);
        await Assert.ThatAsync(() => DownloadAsync(world, export, export.Id, "a token"), IsNotFound);
    }

    [Test]
    public async Task A_wrong_token_and_an_unknown_export_are_the_same_404()
    {
        var (world, export) = (new World(), Packed());

        await Assert.ThatAsync(() => DownloadAsync(world, export, export.Id, "wrong"), IsNotFound);
        await Assert.ThatAsync(() => DownloadAsync(world, export, Guid.CreateVersion7(World.Monday), "a token"), IsNotFound);
    }

    private static AccountExport Packed() => AccountExport.Pack(
        Guid.CreateVersion7(World.Monday), new PackedFile(Guid.CreateVersion7(World.Monday), 3, "hash of the bytes"), "my-data.zip", "application/zip",
        SecretToken.HashOf("a token"), World.Monday);

    private static async Task<AccountExport?> PackAsync(World world, User? person = null, Dictionary<StorageKey, byte[]>? stored = null)
    {
        var user = person ?? world.Confirmed();
        AccountExport? packed = null;
        var exports = new Mock<IAccountExportRepository>();
        exports.Setup(port => port.Add(It.IsAny<AccountExport>())).Callback<AccountExport>(export => packed = export);
        var reads = new Mock<IUserReads>();
        reads.Setup(port => port.CollectAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(new Dictionary<string, object>
        {
            ["account"] = new { user.Email },
            ["sessions"] = Array.Empty<object>(),
        });

        var storage = new Mock<IFileStorage>();
        storage.Setup(port => port.WriteAsync(It.IsAny<StorageKey>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>()))
            .Returns<StorageKey, Stream, CancellationToken>(async (key, content, ct) =>
            {
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, ct);
                stored?.Add(key, bytes.ToArray());
            });

        await new PackExportHandler(
                world.Users.Object, reads.Object, exports.Object, new PackedBytes(storage.Object, world.Clock), world.Outbox.Object, world.Emails)
            .HandleAsync(new PackExport(user.Id), World.Context, CancellationToken.None);
        return packed;
    }

    private static Task<FileContent> DownloadAsync(World world, AccountExport export, Guid id, string token)
    {
        var exports = new Mock<IAccountExportRepository>();
        exports.Setup(port => port.FindAsync(export.Id, It.IsAny<CancellationToken>())).ReturnsAsync(export);

        return new DownloadExportHandler(exports.Object, world.Clock).Handle(new DownloadExport(id, token), CancellationToken.None);
    }
}
