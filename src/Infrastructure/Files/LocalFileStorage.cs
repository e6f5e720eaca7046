using System.Runtime.CompilerServices;
using MySaas.Application.Files;

namespace MySaas.Infrastructure.Files;

/// <summary>
/// Bytes on a disk, each object a file (<see cref="ObjectName"/>). A write goes to a file of its own beside them, which is renamed
/// when it is complete and on the disk.
/// </summary>
internal sealed class LocalFileStorage(string root) : IFileStorage
{
    private const int BufferBytes = 64 * 1024;
    private const string UnfinishedFolder = ".unfinished";

    private readonly string _root = Path.GetFullPath(root);

    private string Unfinished => Path.Combine(_root, UnfinishedFolder);

    /// <exception cref="IOException">Nothing can be written there.</exception>
    public static void Probe(string root)
    {
        var folder = Path.Combine(Path.GetFullPath(root), UnfinishedFolder);
        Directory.CreateDirectory(folder);
        using var probe = Create(Path.Combine(folder, Path.GetRandomFileName()), FileOptions.DeleteOnClose);
    }

    public Task WriteAsync(StorageKey key, Stream content, CancellationToken ct) => PlaceAsync(key, content, ct);

    public Task<Stream?> OpenAsync(StorageKey key, long offset, long length, CancellationToken ct)
    {
        try
        {
            var file = new FileStream(PathOf(key), new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                BufferSize = 0,
            });
            file.Position = offset;
            return Task.FromResult<Stream?>(new Stretch(file, length));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<long?> FindSizeAsync(StorageKey key, CancellationToken ct) =>
        Task.FromResult(new FileInfo(PathOf(key)) is { Exists: true } file ? file.Length : (long?)null);

    public async Task CopyAsync(StorageKey from, StorageKey to, CancellationToken ct)
    {
        await using var source = await OpenAsync(from, 0, long.MaxValue, ct) ?? throw new FileNotFoundException("There is nothing to copy.");
        await PlaceAsync(to, source, ct);
    }

    public Task DeleteAsync(StorageKey key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(Guid ownerId, CancellationToken ct)
    {
        var folder = FolderOf(ownerId);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();                      // a long walk, on nobody's time
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            ct.ThrowIfCancellationRequested();
            if (KeyOf(file) is { } key && file.Exists)       // somebody may have deleted it meanwhile
                yield return new StoredObject(key, file.Length, file.LastWriteTimeUtc);
        }
    }

    public Task<int> DeleteUnfinishedAsync(DateTimeOffset before, CancellationToken ct)
    {
        var old = new DirectoryInfo(Unfinished).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime).ToList();
        old.ForEach(file => file.Delete());
        return Task.FromResult(old.Count);
    }

    private async Task PlaceAsync(StorageKey key, Stream content, CancellationToken ct)
    {
        var draft = Path.Combine(Unfinished, Path.GetRandomFileName());
        try
        {
            await using (var file = Create(draft, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, BufferBytes, ct);
                file.Flush(flushToDisk: true);
            }

            var path = PathOf(key);
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(draft, path, overwrite: true);
            FolderSync.Flush(folder);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static FileStream Create(string path, FileOptions options)
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = options, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, create);
    }

    private string FolderOf(Guid ownerId) => Path.Combine(_root, ObjectName.FolderOf(ownerId));

    private string PathOf(StorageKey key) => Path.Combine(_root, ObjectName.Of(key));

    private StorageKey? KeyOf(FileInfo file) =>
        ObjectName.Parse(Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'));
}
