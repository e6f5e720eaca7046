using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Files;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>How bytes lie on a disk.</summary>
internal sealed class LocalFileStorageTests
{
    private DirectoryInfo _root = null!;
    private LocalFileStorage _storage = null!;

    private DirectoryInfo Unfinished => new(Path.Combine(_root.FullName, ".unfinished"));

    [SetUp]
    public void Open()
    {
        _root = Directory.CreateTempSubdirectory("mysaas-storage-");
        LocalFileStorage.Probe(_root.FullName);
        _storage = new LocalFileStorage(_root.FullName);
    }

    [TearDown]
    public void Close() => _root.Delete(recursive: true);

    [Test]
    public async Task A_path_is_made_of_ids_and_spread_by_the_random_end_of_the_files()
    {
        var key = new StorageKey(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);

        await _storage.WriteAsync(key, new MemoryStream([1]), default);

        var (organization, file) = (key.OwnerId.ToString("N"), key.FileId.ToString("N"));
        var stored = _root.EnumerateFiles("*", SearchOption.AllDirectories).Single();
        Assert.That(stored.FullName, Is.EqualTo(Path.Combine(_root.FullName, organization, file[^2..], $"{file}.0")));
    }

    [Test]
    public void The_draft_of_a_write_that_breaks_off_goes_at_once()
    {
        var key = new StorageKey(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);

        Assert.That(() => _storage.WriteAsync(key, new MemoryStream([1]), new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(Unfinished.EnumerateFiles(), Is.Empty);
    }

    [Test]
    public async Task Drafts_of_a_process_that_died_go_when_they_are_old()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (name, age) in new[] { ("old", 2), ("young", 0) })
        {
            var draft = new FileInfo(Path.Combine(Unfinished.FullName, name));
            await using (draft.Create())
            {
            }

            draft.LastWriteTimeUtc = now.UtcDateTime.AddHours(-age);
        }

        Assert.That(await _storage.DeleteUnfinishedAsync(now.AddHours(-1), default), Is.EqualTo(1));

        Assert.That(Unfinished.EnumerateFiles().Select(file => file.Name), Is.EqualTo(new[] { "young" }));
    }

    [Test]
    public async Task What_is_read_while_it_is_deleted_is_read_to_its_end()
    {
        var key = new StorageKey(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);
        await _storage.WriteAsync(key, new MemoryStream([1, 2, 3]), default);
        await using var stream = await _storage.OpenAsync(key, 0, 3, default);

        await _storage.DeleteAsync(key, default);

        var bytes = new byte[3];
        await stream!.ReadExactlyAsync(bytes);
        Assert.That(bytes, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }
}
