using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.Files.S3;

namespace MySaas.Infrastructure.IntegrationTests.Files.S3;

/// <summary>How bytes come into a bucket, on a server that somebody else wrote.</summary>
[TestFixtureSource(nameof(Servers))]
internal sealed class S3FileStorageTests(Uri server)
{
    private const int LargeBytes = (2 * Bucket.PartBytes) + 1;

    private Bucket _bucket = null!;
    private S3FileStorage _storage = null!;

    private static IEnumerable<Uri> Servers => Bucket.Server is { } there ? [there] : [];

    [SetUp]
    public async Task OpenAsync()
    {
        Assert.That(server, Is.EqualTo(Bucket.Server));
        _bucket = new Bucket();
        await _bucket.MakeAsync();
        _storage = new S3FileStorage(_bucket.Client, _bucket.Options);
    }

    [TearDown]
    public async Task CloseAsync() => await _bucket.DisposeAsync();

    [TestCase(Bucket.PartBytes - 1, 1)]
    [TestCase(Bucket.PartBytes, 1)]
    [TestCase(2 * Bucket.PartBytes, 2)]
    [TestCase(LargeBytes, 3)]
    public async Task A_large_object_goes_in_parts(int size, int parts)
    {
        var key = NewKey();

        await _storage.WriteAsync(key, new MemoryStream(new byte[size]), default);

        var stored = await _bucket.Client.GetObjectMetadataAsync(_bucket.Options.Bucket, ObjectName.Of(key));
        Assert.That(stored.ContentLength, Is.EqualTo(size));
        Assert.That(stored.ETag.Trim('"').EndsWith($"-{parts}", StringComparison.Ordinal), Is.EqualTo(size >= Bucket.PartBytes));
        Assert.That(await _bucket.CountUnfinishedAsync(), Is.Zero);
    }

    [TestCase(100)]
    [TestCase(LargeBytes)]
    public async Task A_write_that_breaks_off_leaves_no_parts(int after)
    {
        Assert.That(() => _storage.WriteAsync(NewKey(), new Drip(new byte[after]) { Breaks = true }, default), Throws.TypeOf<IOException>());

        Assert.That(await _bucket.CountUnfinishedAsync(), Is.Zero);
    }

    [Test]
    public async Task A_write_that_is_cancelled_between_two_parts_leaves_none()
    {
        using var cancellation = new CancellationTokenSource();
        var content = new Drip(new byte[LargeBytes]) { At = (Bucket.PartBytes + 1, cancellation.Cancel) };

        Assert.That(() => _storage.WriteAsync(NewKey(), content, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(await _bucket.CountUnfinishedAsync(), Is.Zero);
        Assert.That((await _bucket.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket.Options.Bucket })).KeyCount, Is.Zero);
    }

    [Test]
    public async Task Parts_of_a_process_that_died_go_when_the_last_of_them_is_old()
    {
        var (begun, flowing, foreign) = (await BeginAsync(), await BeginAsync(), await BeginAsync("somebody-elses.bin"));
        var lastWrite = await SendPartsAsync(flowing, 4);

        Assert.That(await _storage.DeleteUnfinishedAsync(begun.Initiated.AddHours(-1), default), Is.Zero, "all are young");
        Assert.That(await _storage.DeleteUnfinishedAsync(lastWrite, default), Is.EqualTo(1), "one is coming still");
        Assert.That(await _storage.DeleteUnfinishedAsync(lastWrite.AddHours(1), default), Is.EqualTo(1));

        var left = (await _bucket.Client.ListMultipartUploadsAsync(_bucket.Options.Bucket)).MultipartUploads;
        Assert.That(left.Select(upload => upload.Key), Is.EqualTo(new[] { foreign.Key }), "what is not ours is not touched");
    }

    [Test]
    public async Task More_objects_than_a_page_are_all_listed_and_all_go()
    {
        var organization = Guid.CreateVersion7();
        var keys = Enumerable.Range(0, 120).Select(_ => NewKey() with { OwnerId = organization }).ToList();
        await Parallel.ForEachAsync(keys, async (key, ct) => await _storage.WriteAsync(key, new MemoryStream([1]), ct));

        Assert.That(await _storage.ListAsync(default).Select(stored => stored.Key).ToListAsync(), Is.EquivalentTo(keys));
        await _storage.DeleteAllAsync(organization, default);

        Assert.That(await _storage.ListAsync(default).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_server_that_refuses_is_no_missing_object()
    {
        await using var stranger = new Bucket(secret: "another");
        var storage = new S3FileStorage(stranger.Client, _bucket.Options);

        await Assert.ThatAsync(() => storage.OpenAsync(NewKey(), 0, 1, default), Throws.InstanceOf<AmazonS3Exception>());
        await Assert.ThatAsync(() => storage.FindSizeAsync(NewKey(), default), Throws.InstanceOf<AmazonS3Exception>());
        await Assert.ThatAsync(() => storage.WriteAsync(NewKey(), new MemoryStream([1]), default), Throws.InstanceOf<AmazonS3Exception>());
    }

    [Test]
    public async Task A_bucket_that_is_not_there_is_no_missing_object()
    {
        await using var nowhere = new Bucket();
        var storage = new S3FileStorage(nowhere.Client, nowhere.Options);

        await Assert.ThatAsync(() => storage.OpenAsync(NewKey(), 0, 1, default), Throws.InstanceOf<AmazonS3Exception>());
        await Assert.ThatAsync(() => storage.DeleteAsync(NewKey(), default), Throws.InstanceOf<AmazonS3Exception>());
    }

    [TestCase(100)]
    [TestCase(LargeBytes)]
    public async Task The_server_is_told_to_encrypt(int size)
    {
        await using var asking = new Bucket(StorageEncryption.Aes256);
        await asking.MakeAsync();
        var (storage, from, to) = (new S3FileStorage(asking.Client, asking.Options), NewKey(), NewKey());

        var asked = new List<string?>();
        ((AmazonS3Client)asking.Client).BeforeRequestEvent += (_, request) =>
            asked.Add(((WebServiceRequestEventArgs)request).Headers.TryGetValue("x-amz-server-side-encryption", out var method) ? method : null);

        await storage.WriteAsync(from, new MemoryStream(new byte[size]), default);
        await storage.CopyAsync(from, to, default);

        Assert.That(asked.OfType<string>(), Is.EqualTo(new[] { "AES256", "AES256" }), "what makes an object asks, parts do not");
        Assert.That(await storage.FindSizeAsync(to, default), Is.EqualTo(size));
    }

    private static StorageKey NewKey() => new(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);

    private async Task<(string Key, string UploadId, DateTimeOffset Initiated)> BeginAsync(string? name = null)
    {
        name ??= ObjectName.Of(NewKey());
        var id = (await _bucket.Client.InitiateMultipartUploadAsync(_bucket.Options.Bucket, name)).UploadId;
        var upload = (await _bucket.Client.ListMultipartUploadsAsync(_bucket.Options.Bucket)).MultipartUploads.Single(each => each.UploadId == id);
        return (name, id, upload.Initiated!.Value);
    }

    /// <summary>As many, and then more until the server's clock says that the last came later than the upload began; when it came.</summary>
    private async Task<DateTimeOffset> SendPartsAsync((string Key, string UploadId, DateTimeOffset Initiated) upload, int count)
    {
        DateTimeOffset last;
        var number = 0;
        do
        {
            await _bucket.Client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = _bucket.Options.Bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartNumber = ++number,
                InputStream = new MemoryStream([1]),
                UseChunkEncoding = false,
            });
            var parts = await _bucket.Client.ListPartsAsync(new ListPartsRequest
            {
                BucketName = _bucket.Options.Bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartNumberMarker = $"{number - 1}",
            });
            last = parts.Parts.Single().LastModified!.Value;
        }
        while (number < count || last <= upload.Initiated.AddSeconds(1));
        return last;
    }
}
