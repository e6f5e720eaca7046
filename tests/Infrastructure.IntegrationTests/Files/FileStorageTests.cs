using System.Security.Cryptography;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>What every storage promises.</summary>
[TestFixtureSource(typeof(Storages), nameof(Storages.Available))]
internal sealed class FileStorageTests(Storages storages)
{
    private IFileStorage _storage = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _storage = await storages.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await storages.DisposeAsync();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(70_000)]
    [TestCase(11_000_000)]
    public async Task What_was_written_is_read(int size)
    {
        var (key, bytes) = (NewKey(), RandomNumberGenerator.GetBytes(size));

        await _storage.WriteAsync(key, new Drip(bytes), default);

        Assert.That(await _storage.FindSizeAsync(key, default), Is.EqualTo(size));
        Assert.That(await ReadAsync(key, 0, size), Is.EqualTo(bytes));
    }

    [Test]
    public async Task A_stretch_is_cut_out()
    {
        var key = await WrittenAsync([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

        Assert.That(await ReadAsync(key, 3, 4), Is.EqualTo(new byte[] { 3, 4, 5, 6 }));
        Assert.That(await ReadAsync(key, 8, 2), Is.EqualTo(new byte[] { 8, 9 }));
    }

    [Test]
    public async Task Writing_again_replaces()
    {
        var key = await WrittenAsync([1, 2, 3]);

        await _storage.WriteAsync(key, new Drip([4]), default);

        Assert.That(await ReadAsync(key, 0, 1), Is.EqualTo(new byte[] { 4 }));
        Assert.That(await _storage.FindSizeAsync(key, default), Is.EqualTo(1));
    }

    [TestCase(100)]
    [TestCase(6_000_000)]
    public async Task A_write_that_breaks_off_leaves_what_was_there(int after)
    {
        var (fresh, old) = (NewKey(), await WrittenAsync([1, 2, 3]));

        foreach (var key in new[] { fresh, old })
            Assert.That(() => _storage.WriteAsync(key, new Drip(new byte[after]) { Breaks = true }, default), Throws.TypeOf<IOException>());

        Assert.That(await _storage.FindSizeAsync(fresh, default), Is.Null);
        Assert.That(await ReadAsync(old, 0, 3), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task What_is_not_there_is_null_and_can_be_deleted()
    {
        var key = NewKey();

        Assert.That(await _storage.OpenAsync(key, 0, 1, default), Is.Null);
        Assert.That(await _storage.FindSizeAsync(key, default), Is.Null);
        await _storage.DeleteAsync(key, default);
        await _storage.DeleteAllAsync(key.OwnerId, default);
    }

    [Test]
    public async Task A_copy_outlives_its_source()
    {
        var from = await WrittenAsync([1, 2, 3]);
        var to = NewKey();

        await _storage.CopyAsync(from, to, default);
        await _storage.DeleteAsync(from, default);

        Assert.That(await _storage.FindSizeAsync(from, default), Is.Null);
        Assert.That(await ReadAsync(to, 0, 3), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task All_of_an_owner_goes_at_once_and_nothing_of_another()
    {
        var (mine, theirs) = (await WrittenAsync([1]), await WrittenAsync([2]));
        var alsoMine = NewKey() with { OwnerId = mine.OwnerId };
        await _storage.WriteAsync(alsoMine, new Drip([3]), default);

        await _storage.DeleteAllAsync(mine.OwnerId, default);

        var left = await ListAsync();
        Assert.That(left, Does.Contain(theirs).And.Not.Contain(mine).And.Not.Contain(alsoMine));
    }

    [Test]
    public async Task A_list_tells_size_and_time()
    {
        var key = await WrittenAsync(new byte[1234]);

        StoredObject? found = null;
        await foreach (var stored in _storage.ListAsync(default))
            found = stored.Key == key ? stored : found;

        Assert.That(found?.Size, Is.EqualTo(1234));
        Assert.That(found?.WrittenAt, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(5)));
    }

    private static StorageKey NewKey() => new(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);

    private async Task<StorageKey> WrittenAsync(byte[] bytes)
    {
        var key = NewKey();
        await _storage.WriteAsync(key, new Drip(bytes), default);
        return key;
    }

    private async Task<byte[]> ReadAsync(StorageKey key, long offset, long length)
    {
        await using var stream = await _storage.OpenAsync(key, offset, length, default);
        using var bytes = new MemoryStream();
        await stream!.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<List<StorageKey>> ListAsync()
    {
        var keys = new List<StorageKey>();
        await foreach (var stored in _storage.ListAsync(default))
            keys.Add(stored.Key);
        return keys;
    }
}
