using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.Files.S3;

/// <summary>A presigned URL. The length is signed along, so that the server itself takes no more and no less.</summary>
internal sealed class S3DirectUploads(IAmazonS3 client, StorageOptions.S3Options options) : IDirectUploads
{
    public DirectUpload Invite(Upload upload)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = options.Bucket,
            Key = ObjectName.Of(new StorageKey(upload.OrganizationId, upload.Id, FilePart.Incoming)),
            Verb = HttpVerb.PUT,
            Expires = upload.ExpiresAt.UtcDateTime,
            Protocol = options.UrlProtocol,
            ServerSideEncryptionMethod = options.EncryptionMethod,
            ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKey,
        };
        request.Headers["Content-Length"] = upload.ReservedBytes.ToString(CultureInfo.InvariantCulture);
        return new DirectUpload(upload.Id, "PUT", client.GetPreSignedURL(request), HeadersOf(upload), upload.ExpiresAt);
    }

    private Dictionary<string, string> HeadersOf(Upload upload)
    {
        var headers = new Dictionary<string, string> { ["Content-Length"] = upload.ReservedBytes.ToString(CultureInfo.InvariantCulture) };
        if (options.EncryptionMethod is { } method)
            headers["x-amz-server-side-encryption"] = method.Value;
        if (options.EncryptionKey is { } key)
            headers["x-amz-server-side-encryption-aws-kms-key-id"] = key;
        return headers;
    }
}
