using MySaas.Application.Files;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.Files.S3;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>The storages that this run can use, each in a place of its own.</summary>
internal abstract class Storages : IAsyncDisposable
{
    public static IEnumerable<Storages> Available => Bucket.Server is null ? [new Local()] : [new Local(), new S3()];

    /// <summary>Such as a node has to have.</summary>
    public abstract IEnumerable<(string Key, string? Value)> Settings { get; }

    public abstract Task<IFileStorage> OpenAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Names in the test's reports.</summary>
    public override string ToString() => GetType().Name;

    private sealed class Local : Storages
    {
        private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mysaas-storage-");

        public override IEnumerable<(string Key, string? Value)> Settings => [("Storage:Local:Root", _root.FullName)];

        public override Task<IFileStorage> OpenAsync()
        {
            LocalFileStorage.Probe(_root.FullName);
            return Task.FromResult<IFileStorage>(new LocalFileStorage(_root.FullName));
        }

        public override ValueTask DisposeAsync()
        {
            _root.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class S3 : Storages
    {
        private readonly Bucket _bucket = new();

        public override IEnumerable<(string Key, string? Value)> Settings => _bucket.Settings;

        public override async Task<IFileStorage> OpenAsync()
        {
            await _bucket.MakeAsync();
            return new S3FileStorage(_bucket.Client, _bucket.Options);
        }

        public override ValueTask DisposeAsync() => _bucket.DisposeAsync();
    }
}
