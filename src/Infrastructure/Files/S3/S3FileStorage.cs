using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using MySaas.Application.Files;

namespace MySaas.Infrastructure.Files.S3;

/// <summary>
/// Bytes in a bucket, each object under its <see cref="ObjectName"/>. What is sent is signed with its SHA-256, which every server checks
/// before it takes it.
/// </summary>
internal sealed class S3FileStorage(IAmazonS3 client, StorageOptions.S3Options options) : IFileStorage
{
    private const int DeletesAtOnce = 8;

    public Task WriteAsync(StorageKey key, Stream content, CancellationToken ct) =>
        new S3Write(client, options, ObjectName.Of(key)).WriteAsync(content, ct);

    public async Task<Stream?> OpenAsync(StorageKey key, long offset, long length, CancellationToken ct)
    {
        if (length == 0)                         // there is no range of no bytes
            return await FindSizeAsync(key, ct) is null ? null : Stream.Null;
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = ObjectName.Of(key), ByteRange = new ByteRange(offset, offset + length - 1) };
        return await FindAsync(() => client.GetObjectAsync(request, ct)) is { } found
            ? new Stretch(new S3Stream(found, options.Timeout), length)
            : null;
    }

    public async Task<long?> FindSizeAsync(StorageKey key, CancellationToken ct) =>
        (await FindAsync(() => client.GetObjectMetadataAsync(options.Bucket, ObjectName.Of(key), ct)))?.ContentLength;

    public async Task CopyAsync(StorageKey from, StorageKey to, CancellationToken ct) => await client.CopyObjectAsync(
        new CopyObjectRequest
        {
            SourceBucket = options.Bucket,
            SourceKey = ObjectName.Of(from),
            DestinationBucket = options.Bucket,
            DestinationKey = ObjectName.Of(to),
            ServerSideEncryptionMethod = options.EncryptionMethod,
            ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKey,
        },
        ct);

    public Task DeleteAsync(StorageKey key, CancellationToken ct) => RemoveAsync(ObjectName.Of(key), ct);

    // One by one: deleting many in one request takes a checksum on which servers do not agree.
    public Task DeleteAllAsync(Guid ownerId, CancellationToken ct) => Parallel.ForEachAsync(
        ListAsync($"{ObjectName.FolderOf(ownerId)}/", ct),
        new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = ct },
        async (found, stop) => await RemoveAsync(found.Key, stop));

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var found in ListAsync("", ct))
            if (ObjectName.Parse(found.Key) is { } key)
                yield return new StoredObject(key, found.Size ?? 0, found.LastModified ?? DateTimeOffset.MaxValue);
    }

    public async Task<int> DeleteUnfinishedAsync(DateTimeOffset before, CancellationToken ct)
    {
        var count = 0;
        foreach (var upload in await ListUnfinishedAsync(before, ct))
        {
            if (await LastWriteAsync(upload, ct) >= before)
                continue;
            await FindAsync(() => client.AbortMultipartUploadAsync(options.Bucket, upload.Key, upload.UploadId, ct));
            count++;
        }

        return count;
    }

    // All of them before the first goes: a marker of a page may be one that is gone.
    private async Task<List<MultipartUpload>> ListUnfinishedAsync(DateTimeOffset before, CancellationToken ct)
    {
        var (old, request) = (new List<MultipartUpload>(), new ListMultipartUploadsRequest { BucketName = options.Bucket });
        ListMultipartUploadsResponse page;
        do
        {
            page = await client.ListMultipartUploadsAsync(request, ct);
            old.AddRange((page.MultipartUploads ?? []).Where(upload => upload.Initiated < before && ObjectName.Parse(upload.Key) is not null));
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        return old;
    }

    // A large file over a slow line may have begun long ago, and be coming still.
    private async Task<DateTimeOffset> LastWriteAsync(MultipartUpload upload, CancellationToken ct)
    {
        var last = new DateTimeOffset(upload.Initiated!.Value);
        var request = new ListPartsRequest { BucketName = options.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        while (await FindAsync(() => client.ListPartsAsync(request, ct)) is { } page)
        {
            foreach (var part in page.Parts ?? [])
                last = part.LastModified > last ? part.LastModified.Value : last;
            if (page.IsTruncated != true)
                break;
            request.PartNumberMarker = $"{page.NextPartNumberMarker}";
        }

        return last;
    }

    private async Task RemoveAsync(string name, CancellationToken ct) =>
        await FindAsync(() => client.DeleteObjectAsync(options.Bucket, name, ct));

    private async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request, ct);
            foreach (var found in page.S3Objects ?? [])
                yield return found;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <summary>Null when the server knows no such object or upload. That there is no such bucket is a fault.</summary>
    private static async Task<T?> FindAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }
}
