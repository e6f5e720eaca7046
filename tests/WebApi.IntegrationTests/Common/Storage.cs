using Amazon.Runtime;
using Amazon.S3;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>A storage for the bytes of files that this machine has: a folder always, a bucket when its variable names a server.</summary>
/// <param name="Name">As in <c>Storage:Provider</c>.</param>
/// <param name="Server">Where buckets can be made, as <c>http://key:secret@host:port</c>; null for a folder.</param>
public sealed record Storage(string Name, Uri? Server = null)
{
    public static Storage Local { get; } = new("Local");

    public static IReadOnlyList<Storage> Available { get; } =
        [Local, .. TestVariables.S3 is { } server ? [new Storage("S3", new Uri(server))] : Array.Empty<Storage>()];

    public async Task<TestStorage> MakeAsync() => Server is null ? new TestFolder() : await TestBucket.MakeAsync(Server);

    /// <summary>Names in the test's reports.</summary>
    public override string ToString() => Name;
}

/// <summary>Runs the fixture once for each engine and storage that is there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnEachEngineAndStorageAttribute() : TestFixtureSourceAttribute(typeof(OnEachEngineAndStorageAttribute), nameof(Both))
{
    private static IEnumerable<TestFixtureData> Both =>
        from engine in Engine.Available from storage in Storage.Available select new TestFixtureData(engine, storage);
}

/// <summary>A place of a test's own.</summary>
public abstract class TestStorage : IAsyncDisposable
{
    public abstract IEnumerable<(string Key, string Value)> Settings { get; }

    /// <summary>Writes that have begun and are neither complete nor cleared away.</summary>
    public abstract Task<int> CountUnfinishedAsync();

    public abstract ValueTask DisposeAsync();
}

internal sealed class TestFolder : TestStorage
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mysaas-files-");

    public override IEnumerable<(string Key, string Value)> Settings => [("Storage:Local:Root", _root.FullName)];

    public override Task<int> CountUnfinishedAsync() =>
        Task.FromResult(new DirectoryInfo(Path.Combine(_root.FullName, ".unfinished")).EnumerateFiles().Count());

    public override ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal sealed class TestBucket : TestStorage
{
    private readonly string _name = $"test-{Guid.CreateVersion7():N}";
    private readonly (string Url, string Key, string Secret) _server;
    private readonly AmazonS3Client _client;

    private TestBucket(Uri server)
    {
        var keys = server.UserInfo.Split(':');
        _server = ($"{server.Scheme}://{server.Host}:{server.Port}", Uri.UnescapeDataString(keys[0]), Uri.UnescapeDataString(keys[1]));
        _client = new AmazonS3Client(
            new BasicAWSCredentials(_server.Key, _server.Secret),
            new AmazonS3Config { ServiceURL = _server.Url, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
    }

    public override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Storage:Provider", "S3"), ("Storage:S3:ServiceUrl", _server.Url), ("Storage:S3:Bucket", _name),
        ("Storage:S3:AccessKey", _server.Key), ("Storage:S3:SecretKey", _server.Secret), ("Storage:S3:ForcePathStyle", "true"),
    ];

    public static async Task<TestBucket> MakeAsync(Uri server)
    {
        var bucket = new TestBucket(server);
        await bucket._client.PutBucketAsync(bucket._name);
        return bucket;
    }

    public override async Task<int> CountUnfinishedAsync() => (await _client.ListMultipartUploadsAsync(_name)).MultipartUploads?.Count ?? 0;

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;              // the server does not outlive the run
    }
}
