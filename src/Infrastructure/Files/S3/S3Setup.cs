using Amazon.Runtime;
using Amazon.S3;
using MySaas.Application.Files;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.Files.S3;

/// <summary>The client for a bucket, and what can be told of its settings before the first request.</summary>
internal static class S3Setup
{
    private const int MaxParts = 10_000;

    public static IAmazonS3 Connect(StorageOptions.S3Options options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.ForcePathStyle,
            Timeout = options.Timeout,
            // Every request with a body is signed with its SHA-256; the newer checksums in trailers are refused by many servers.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl.Length > 0)
            config.ServiceURL = options.ServiceUrl;
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        return options.AccessKey.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config)
            : new AmazonS3Client(config);
    }

    public static void Check(SettingsReader settings, StorageOptions.S3Options options, FilesOptions files)
    {
        if (options.Bucket.Length == 0)
            settings.Fault("Storage:S3:Bucket", "is missing: a bucket that is there already.");
        if (options.ServiceUrl.Length > 0 && !(Uri.TryCreate(options.ServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            settings.Fault("Storage:S3:ServiceUrl", "is no URL, such as https://minio.example.com; it is empty for AWS.");
        if (options.AccessKey.Length == 0 && options.SecretKey.Length > 0)
            settings.Fault("Storage:S3:AccessKey", "is missing, while there is a secret; both are empty for the machine's own role.");
        if (options.SecretKey.Length == 0 && options.AccessKey.Length > 0)
            settings.Fault("Storage:S3:SecretKey", "is missing, while there is an access key; both are empty for the machine's own role.");
        if (options.KmsKeyId.Length > 0 && options.Encryption is not StorageEncryption.Kms)
            settings.Fault("Storage:S3:KmsKeyId", "is for Storage:S3:Encryption=Kms.");
        if (options.PartBytes >= StorageOptions.S3Options.MinPartBytes && files.MaxFileBytes > (long)options.PartBytes * MaxParts)
            settings.Fault("Storage:S3:PartBytes", $"is too little for Files:MaxFileBytes: a file has at most {MaxParts} parts.");
    }

    extension(StorageOptions.S3Options options)
    {
        public ServerSideEncryptionMethod? EncryptionMethod => options.Encryption switch
        {
            StorageEncryption.Aes256 => ServerSideEncryptionMethod.AES256,
            StorageEncryption.Kms => ServerSideEncryptionMethod.AWSKMS,
            _ => null,
        };

        public Protocol UrlProtocol =>
            options.ServiceUrl.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? Protocol.HTTP : Protocol.HTTPS;

        public string? EncryptionKey => options.KmsKeyId.Length > 0 ? options.KmsKeyId : null;
    }
}
