using System.ComponentModel.DataAnnotations;

namespace MySaas.Infrastructure.Files;

/// <summary>Section <c>Storage</c>: where the bytes of files are kept.</summary>
public sealed class StorageOptions
{
    public StorageProvider Provider { get; init; } = StorageProvider.Local;

    public LocalOptions Local { get; init; } = new();

    public S3Options S3 { get; init; } = new();

    public sealed class LocalOptions
    {
        /// <summary>A folder that all nodes share.</summary>
        public string Root { get; init; } = ".data/files";
    }

    /// <summary>For AWS and for servers that speak as it does.</summary>
    public sealed class S3Options
    {
        /// <summary>S3 refuses smaller ones, but for the last of a file.</summary>
        internal const int MinPartBytes = 5 * 1024 * 1024;

        /// <summary>Such as <c>https://minio.example.com</c>; empty for AWS in <see cref="Region"/>.</summary>
        public string ServiceUrl { get; init; } = "";

        /// <summary>There already, and for these files alone: what is in it and called as a file without a row is swept.</summary>
        public string Bucket { get; init; } = "";

        /// <summary>Empty, with the secret, for what the machine itself may do: an instance's role, a service account.</summary>
        public string AccessKey { get; init; } = "";

        public string SecretKey { get; init; } = "";

        /// <summary>As the signature names it; other servers than AWS mostly take the default.</summary>
        [Required]
        public string Region { get; init; } = "us-east-1";

        /// <summary>Whether the bucket stands in the path and not in the host's name: for MinIO and most others than AWS.</summary>
        public bool ForcePathStyle { get; init; }

        /// <summary>What the server is told to encrypt objects with. Without, the bucket's own rule holds.</summary>
        public StorageEncryption Encryption { get; init; }

        /// <summary>The key's id or ARN for <see cref="StorageEncryption.Kms"/>; empty for the account's default key.</summary>
        public string KmsKeyId { get; init; } = "";

        /// <summary>
        /// How much of a large file is sent at once, in bytes: 5 MiB to 512 MiB. Each upload under way holds up to two of them in memory, and
        /// a file has at most 10,000.
        /// </summary>
        [Range(MinPartBytes, 512 * 1024 * 1024)]
        public int PartBytes { get; init; } = 8 * 1024 * 1024;

        /// <summary>How long one request to the server, or a read that stands still, may take before it counts as failed: 1 second to 10 minutes.</summary>
        [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

        /// <summary>
        /// Whether downloads are answered with a presigned URL of the server, good for five minutes, instead of the bytes. Receivers have to reach
        /// <see cref="ServiceUrl"/>.
        /// </summary>
        public bool RedirectDownloads { get; init; }
    }
}

public enum StorageProvider
{
    /// <summary>Files on a disk of this machine, or on one that all nodes share.</summary>
    Local,

    /// <summary>Objects in a bucket.</summary>
    S3,
}

public enum StorageEncryption
{
    /// <summary>Nothing is asked for.</summary>
    None,

    /// <summary>SSE-S3: keys of the storage.</summary>
    Aes256,

    /// <summary>SSE-KMS: keys of a key management service.</summary>
    Kms,
}
