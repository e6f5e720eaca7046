using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>A place for the bytes of one test's files, looked into behind the product's back.</summary>
public abstract class Storage : IAsyncDisposable
{
    /// <summary>What a node needs to know of it.</summary>
    public abstract (string Name, string Value)[] Settings { get; }

    /// <summary>All that takes up space: the keys of what is whole, and names for what was begun and neither completed nor cleared away.</summary>
    public abstract Task<HashSet<string>> ListAsync();

    public async Task<string> HashAsync(string key)
    {
        await using var bytes = await OpenAsync(key);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes));
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task<Stream> OpenAsync(string key);
}

internal sealed class FolderStorage : Storage
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mysaas-files-");

    public override (string, string)[] Settings => [("Storage__Local__Root", _root.FullName)];

    public override Task<HashSet<string>> ListAsync() =>
        Task.FromResult(_root.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName).ToHashSet(StringComparer.Ordinal));

    public override ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override Task<Stream> OpenAsync(string key) => Task.FromResult<Stream>(File.OpenRead(key));
}

internal sealed class BucketStorage : Storage
{
    private readonly string _bucket = $"test-{Guid.CreateVersion7():N}";
    private readonly string _url, _key, _secret;
    private readonly AmazonS3Client _client;

    private BucketStorage(Uri server)
    {
        var keys = server.UserInfo.Split(':');
        (_url, _key, _secret) = ($"{server.Scheme}://{server.Authority}", Uri.UnescapeDataString(keys[0]), Uri.UnescapeDataString(keys[1]));
        _client = new AmazonS3Client(
            new BasicAWSCredentials(_key, _secret), new AmazonS3Config { ServiceURL = _url, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
    }

    public override (string, string)[] Settings =>
    [
        ("Storage__Provider", "S3"), ("Storage__S3__ServiceUrl", _url), ("Storage__S3__Bucket", _bucket),
        ("Storage__S3__AccessKey", _key), ("Storage__S3__SecretKey", _secret), ("Storage__S3__ForcePathStyle", "true"),
    ];

    public static async Task<BucketStorage> MakeAsync(string server)
    {
        var storage = new BucketStorage(new Uri(server));
        await storage._client.PutBucketAsync(storage._bucket);
        return storage;
    }

    public override async Task<HashSet<string>> ListAsync()
    {
        var whole = await _client.Paginators.ListObjectsV2(new() { BucketName = _bucket }).S3Objects.Select(found => found.Key).ToListAsync();
        var begun = await _client.ListMultipartUploadsAsync(_bucket);
        return [.. whole, .. (begun.MultipartUploads ?? []).Select(upload => $"unfinished: {upload.Key}")];
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;              // the server does not outlive the run
    }

    protected override async Task<Stream> OpenAsync(string key) => (await _client.GetObjectAsync(_bucket, key)).ResponseStream;
}
