using Amazon.S3;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.Files.S3;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>A bucket of a test's own on the server that <c>MYSAAS_TEST_S3</c> names: <c>http://key:secret@host:port</c>.</summary>
internal sealed class Bucket : IAsyncDisposable
{
    public const int PartBytes = 5 * 1024 * 1024;

    public Bucket(StorageEncryption encryption = StorageEncryption.None, string? secret = null, TimeSpan? timeout = null)
    {
        var (server, keys) = (Server ?? throw new InvalidOperationException("There is no S3 server."), Server.UserInfo.Split(':'));
        Options = new StorageOptions.S3Options
        {
            ServiceUrl = server.GetLeftPart(UriPartial.Scheme) + server.Authority[(server.Authority.IndexOf('@', StringComparison.Ordinal) + 1)..],
            Bucket = $"test-{Guid.CreateVersion7():N}",
            AccessKey = Uri.UnescapeDataString(keys[0]),
            SecretKey = secret ?? Uri.UnescapeDataString(keys[1]),
            ForcePathStyle = true,
            PartBytes = PartBytes,
            Encryption = encryption,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        };
        Client = S3Setup.Connect(Options);
    }

    /// <summary>Null when this run has none; build/test.sh says so.</summary>
    public static Uri? Server { get; } = Read("MYSAAS_TEST_S3") is { } url ? new Uri(url) : null;

    public StorageOptions.S3Options Options { get; }

    public IAmazonS3 Client { get; }

    public IEnumerable<(string Key, string? Value)> Settings =>
    [
        ("Storage:Provider", "S3"), ("Storage:S3:ServiceUrl", Options.ServiceUrl), ("Storage:S3:Bucket", Options.Bucket),
        ("Storage:S3:AccessKey", Options.AccessKey), ("Storage:S3:SecretKey", Options.SecretKey), ("Storage:S3:ForcePathStyle", "true"),
    ];

    public Task MakeAsync() => Client.PutBucketAsync(Options.Bucket);

    /// <summary>Uploads in parts that are neither complete nor aborted.</summary>
    public async Task<int> CountUnfinishedAsync() =>
        (await Client.ListMultipartUploadsAsync(Options.Bucket)).MultipartUploads?.Count ?? 0;

    /// <summary>Names in the test's reports.</summary>
    public override string ToString() => "S3";

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return ValueTask.CompletedTask;              // the server does not outlive the run
    }

#pragma warning disable RS0030 // the runner of the tests names the servers in its environment
    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
