using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MySaas.Domain.Files;
using MySaas.WebApi.IntegrationTests.Common;
using SkiaSharp;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>What happens to a file before anybody gets it.</summary>
[OnEachEngineAndStorage]
public sealed class ProcessingTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    // Put together here, so that no scanner takes this file for the test virus.
    private static readonly byte[] Eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    [TestCase("eicar.com", "application/octet-stream", 0)]
    [TestCase("eicar.txt", "text/plain", 0)]
    [TestCase("data.bin", "application/octet-stream", 100_000)]
    public async Task The_test_virus_is_never_given_out(string name, string type, int offset)
    {
        var shelf = await ShelfAsync();
        byte[] bytes = [.. new byte[offset], .. Eicar];

        var uploaded = await shelf.PutAsync(name, bytes, type).ShouldBeJson();
        var id = uploaded.GetProperty("id").GetGuid();
        await shelf.ReadAsync(id).ShouldBeProblem(409, "files.not_ready");
        var file = await shelf.SettledAsync(id);

        Assert.That((file.Text("status"), file.Text("scan"), file.Text("rejectedBecause")), Is.EqualTo(("rejected", "infected", "files.infected")));
        await shelf.ReadAsync(id).ShouldBeProblem(409, "files.not_ready");
        await shelf.ReadAsync(id, ("Range", "bytes=0-9")).ShouldBeProblem(409, "files.not_ready");
        await App.WorkIsDoneAsync();
        Assert.That(await shelf.StoredAsync(), Is.Empty);
        Assert.That((await shelf.Team.ActionsAsync()).Take(2), Is.EqualTo(new[] { "files.rejected", "files.uploaded" }));
    }

    [Test]
    public async Task Nor_is_it_in_an_archive_that_holds_it_as_it_is()
    {
        using var archive = new MemoryStream();
        await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            await zip.CreateEntry("eicar.com", CompressionLevel.NoCompression).Open().WriteAsync(Eicar);

        var file = await (await ShelfAsync()).AddAsync("eicar.zip", archive.ToArray(), "application/zip");

        Assert.That(file.Text("status"), Is.EqualTo("rejected"));
    }

    [Test]
    public async Task Without_a_scanner_a_file_is_unscanned_and_not_clean()
    {
        var file = await (await ShelfAsync()).AddAsync("a.txt", [1]);

        Assert.That((file.Text("status"), file.Text("scan")), Is.EqualTo(("ready", "unscanned")));
    }

    [Test]
    public async Task A_photograph_loses_its_place_and_gets_a_thumbnail()
    {
        var shelf = await ShelfAsync();
        var jpeg = Photograph();

        var file = await shelf.AddAsync("beach.jpg", jpeg, "image/jpeg");

        var id = file.GetProperty("id").GetGuid();
        var given = await (await shelf.ReadAsync(id).ShouldBe(200)).Content.ReadAsByteArrayAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.Latin1.GetString(given), Does.Not.Contain("GPS"));
            Assert.That(file.Text("sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(given))).And.Not.EqualTo(Convert.ToHexStringLower(SHA256.HashData(jpeg))));
            Assert.That(file.GetProperty("size").GetInt64(), Is.EqualTo(given.Length));
            Assert.That(file.GetProperty("hasThumbnail").GetBoolean(), Is.True);
        }

        var thumbnail = await shelf.SendAsync(HttpMethod.Get, $"{shelf.Path}/{id}/thumbnail").ShouldBe(200);
        Assert.That(thumbnail.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/webp"));
        Assert.That(SKBitmap.Decode(await thumbnail.Content.ReadAsByteArrayAsync()).Width, Is.EqualTo(256));
        await App.WorkIsDoneAsync();
        Assert.That((await shelf.StoredAsync()).Select(stored => stored.Key.Part), Is.EquivalentTo(new[] { FilePart.Cleaned, FilePart.Thumbnail }), "the original is gone");
    }

    [Test]
    public async Task What_only_claims_to_be_an_image_is_kept_and_has_no_thumbnail()
    {
        var shelf = await ShelfAsync();
        byte[] bytes = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. RandomNumberGenerator.GetBytes(5000)];

        var file = await shelf.AddAsync("not.png", bytes, "image/png");

        Assert.That((file.Text("status"), file.GetProperty("hasThumbnail").GetBoolean()), Is.EqualTo(("ready", false)));
        Assert.That(await (await shelf.ReadAsync(file.GetProperty("id").GetGuid())).Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
        await shelf.SendAsync(HttpMethod.Get, $"{shelf.Path}/{file.GetProperty("id").GetGuid()}/thumbnail").ShouldBeProblem(404, "not_found");
    }

    private static byte[] Photograph()
    {
        using var bitmap = new SKBitmap(600, 400);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        var jpeg = encoded.ToArray();
        byte[] place = [0xFF, 0xE1, 0, 22, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, .. "GPS 52"u8];
        return [.. jpeg[..2], .. place, .. jpeg[2..]];
    }

    private async Task<Shelf> ShelfAsync() => new(App, await Team.FoundAsync(await SignedInAsync()));
}
