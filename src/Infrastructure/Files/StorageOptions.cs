namespace MySaas.Infrastructure.Files;

/// <summary>Section <c>Storage</c>: where the bytes of files are kept.</summary>
public sealed class StorageOptions
{
    public StorageProvider Provider { get; init; } = StorageProvider.Local;

    public LocalOptions Local { get; init; } = new();

    public sealed class LocalOptions
    {
        /// <summary>A folder that all nodes share.</summary>
        public string Root { get; init; } = ".data/files";
    }
}

public enum StorageProvider
{
    /// <summary>Files on a disk of this machine, or on one that all nodes share.</summary>
    Local,
}
