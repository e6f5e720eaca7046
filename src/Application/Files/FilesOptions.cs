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

    /// <summary>The longest that one upload may take, and so how long the link for a direct one lives: 1 minute to a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The longest that the next 64 KiB of a file may take to come or to go: 1 second to an hour. Who is slower is cut off.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Media types that are taken, such as <c>application/pdf</c> or <c>image/*</c>; all of them when there is none.</summary>
    public IReadOnlyList<string> AllowedTypes { get; init; } = [];

    /// <summary>Whether what images tell beside the picture is taken out of them: place, camera, author.</summary>
    public bool StripImageMetadata { get; init; } = true;

    /// <summary>The largest image of which a thumbnail is drawn, in pixels as they are decoded: up to 200 million, at four bytes each.</summary>
    [Range(1, 200_000_000)]
    public int MaxImagePixels { get; init; } = 16_000_000;

    /// <summary>How long a file may be processed before it is rejected, whatever became of its message: 10 minutes to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan ProcessingTimeout { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The longest that a download link may open its file: 1 minute to a year.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan MaxLinkLifetime { get; init; } = TimeSpan.FromDays(7);
}
