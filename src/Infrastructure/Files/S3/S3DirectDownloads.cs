using Amazon.S3;
using Amazon.S3.Model;
using MySaas.Application.Files;

namespace MySaas.Infrastructure.Files.S3;

/// <summary>A presigned URL. The headers of the answer are signed along, so that nobody makes a page of a file.</summary>
internal sealed class S3DirectDownloads(IAmazonS3 client, StorageOptions.S3Options options, TimeProvider clock) : IDirectDownloads
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public Task<string> LinkAsync(StorageKey key, string contentType, string contentDisposition) => client.GetPreSignedURLAsync(
        new GetPreSignedUrlRequest
        {
            BucketName = options.Bucket,
            Key = ObjectName.Of(key),
            Verb = HttpVerb.GET,
            Expires = (clock.GetUtcNow() + Lifetime).UtcDateTime,
            Protocol = options.UrlProtocol,
            ResponseHeaderOverrides = new ResponseHeaderOverrides
            {
                ContentType = contentType,
                ContentDisposition = contentDisposition,
                CacheControl = "private, no-store",          // nobody asks by the same URL again
            },
        });
}
