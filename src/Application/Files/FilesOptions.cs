using System.ComponentModel.DataAnnotations;

namespace MySaas.Application.Files;

/// <summary>Section <c>Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>The largest single file, in bytes: up to 5 TiB, which is S3's own limit.</summary>
    [Range(1, 5L * 1024 * 1024 * 1024 * 1024)]
    public long MaxFileBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>
    /// How long bytes without a row are left alone, and how long an upload may stand still before it counts as broken off:
    /// 1 second to 30 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest that one upload may take: 1 minute to a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromHours(6);
}
