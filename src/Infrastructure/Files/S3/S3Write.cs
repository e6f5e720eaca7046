using System.Buffers;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace MySaas.Infrastructure.Files.S3;

/// <summary>
/// One write. What fits into one part goes in one request; more in parts, of which one is sent while the next is read. The object appears
/// with the last request or not at all.
/// </summary>
internal sealed class S3Write(IAmazonS3 client, StorageOptions.S3Options options, string name)
{
    public async Task WriteAsync(Stream content, CancellationToken ct)
    {
        var part = Rent();
        try
        {
            var length = await content.ReadAtLeastAsync(part.AsMemory(0, options.PartBytes), options.PartBytes, throwOnEndOfStream: false, ct);
            if (length < options.PartBytes)
            {
                await PutAsync(part, length, ct);
                return;
            }

            await WritePartsAsync(part, content, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    private async Task WritePartsAsync(byte[] first, Stream content, CancellationToken ct)
    {
        var (upload, spare) = (await BeginAsync(ct), Rent());
        var sending = SendAsync(upload, 1, first, options.PartBytes, ct);
        try
        {
            var tags = new List<PartETag>();
            var (reading, sent) = (spare, first);
            int length;
            do
            {
                length = await content.ReadAtLeastAsync(reading.AsMemory(0, options.PartBytes), options.PartBytes, throwOnEndOfStream: false, ct);
                tags.Add(await sending);
                if (length > 0)
                    sending = SendAsync(upload, tags.Count + 1, reading, length, ct);
                (reading, sent) = (sent, reading);
            }
            while (length == options.PartBytes);

            if (length > 0)
                tags.Add(await sending);
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = name, UploadId = upload, PartETags = tags }, ct);
        }
        catch
        {
            await Task.WhenAny(sending);         // a part that arrives after the abort would stay
            await AbortAsync(upload);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(spare);
        }
    }

    private async Task<string> BeginAsync(CancellationToken ct) => (await client.InitiateMultipartUploadAsync(
        new InitiateMultipartUploadRequest
        {
            BucketName = options.Bucket,
            Key = name,
            ServerSideEncryptionMethod = options.EncryptionMethod,
            ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKey,
        },
        ct)).UploadId;

    private async Task<PartETag> SendAsync(string upload, int number, byte[] part, int length, CancellationToken ct)
    {
        using var content = new MemoryStream(part, 0, length, writable: false);
        return new PartETag(await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = options.Bucket,
                Key = name,
                UploadId = upload,
                PartNumber = number,
                InputStream = content,
                PartSize = length,
                UseChunkEncoding = false,
            },
            ct));
    }

    private async Task PutAsync(byte[] part, int length, CancellationToken ct)
    {
        using var content = new MemoryStream(part, 0, length, writable: false);
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = options.Bucket,
                Key = name,
                InputStream = content,
                UseChunkEncoding = false,
                AutoCloseStream = false,
                ServerSideEncryptionMethod = options.EncryptionMethod,
                ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKey,
            },
            ct);
    }

    private async Task AbortAsync(string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(options.Bucket, name, upload, CancellationToken.None);
        }
        catch (Exception unreachable) when (unreachable is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            // What made the write fail is the news, and most often the reason. The sweep aborts it later (DeleteUnfinishedAsync).
        }
    }

    private byte[] Rent() => ArrayPool<byte>.Shared.Rent(options.PartBytes);
}
