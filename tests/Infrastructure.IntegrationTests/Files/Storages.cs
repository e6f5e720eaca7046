using MySaas.Application.Files;
using MySaas.Infrastructure.Files;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>The storages that this run can use, each in a place of its own.</summary>
internal abstract class Storages : IAsyncDisposable
{
    public static IEnumerable<Storages> Available => [new Local()];

    public abstract Task<IFileStorage> OpenAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Names in the test's reports.</summary>
    public override string ToString() => GetType().Name;

    private sealed class Local : Storages
    {
        private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mysaas-storage-");

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
}
