using MySaas.Domain.Common;

namespace MySaas.Domain.Files;

/// <summary>A file of an organization. Its bytes were all in the storage before it came to be, and are given out once it is ready.</summary>
public sealed class StoredFile : AggregateRoot, IOwnedByOrganization
{
    public const int MaxThreatLength = 200;

    private StoredFile() { }                 // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>Who brought it; null for an API key, and once the person is gone.</summary>
    public Guid? UploaderId { get; private init; }

    /// <summary>For display; see <see cref="FileName"/>.</summary>
    public string Name { get; private init; } = "";

    /// <summary>What it is, as far as its bytes do not say otherwise.</summary>
    public string ContentType { get; private init; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Of the bytes that are given out, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    public FileStatus Status { get; private set; }

    /// <summary>What is being done with it; null when nothing is.</summary>
    public string? Step { get; private set; }

    public ScanState Scan { get; private set; }

    /// <summary>What was found in it; null when nothing was.</summary>
    public string? Threat { get; private set; }

    /// <summary>Stable; null unless it was rejected.</summary>
    public string? RejectedBecause { get; private set; }

    /// <summary>Which of its parts in the storage is given out.</summary>
    public FilePart Content { get; private set; }

    /// <summary>In bytes; null when there is none.</summary>
    public long? ThumbnailSize { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>The room in the storage that counts as used.</summary>
    public long OccupiedBytes => Status is FileStatus.Rejected ? 0 : Size;

    internal static StoredFile Of(Upload upload, string name, string contentType, long size, string sha256, DateTimeOffset now)
    {
        var file = new StoredFile
        {
            Id = upload.Id,
            OrganizationId = upload.OrganizationId,
            UploaderId = upload.UploaderId,
            Name = name,
            ContentType = contentType,
            Size = size,
            Sha256 = sha256,
            CreatedAt = now,
        };
        file.Raise(new FileUploaded(file.OrganizationId, file.Id, name, contentType, size));
        return file;
    }

    /// <summary>Whether this is what is to be done with it next.</summary>
    public bool IsAt(string step) => Status is FileStatus.Processing && Step == step;

    public void Enter(string step) => Step = step;

    /// <summary>A scan that knows of nothing is no proof; what it is worth stands in its state.</summary>
    public void RecordScan(ScanState state, string? threat)
    {
        (Scan, Threat) = (state, threat is { Length: > MaxThreatLength } ? threat[..MaxThreatLength] : threat);
        if (state is ScanState.Infected)
            Reject("files.infected");
    }

    /// <summary>Other bytes are given out from now on.</summary>
    public void Replace(FilePart content, long size, string sha256) => (Content, Size, Sha256) = (content, size, sha256);

    public void AddThumbnail(long size) => ThumbnailSize = size;

    public void BecomeReady() => (Status, Step) = (FileStatus.Ready, null);

    /// <summary>Nobody gets it, for good; its bytes go.</summary>
    public void Reject(string because)
    {
        (Status, Step, RejectedBecause, ThumbnailSize) = (FileStatus.Rejected, null, because, null);
        Raise(new FileRejected(OrganizationId, Id, because, Threat));
    }

    /// <exception cref="BrokenRuleException">It is not, or not yet.</exception>
    public void RequireReady() => Rule.Require(
        Status is FileStatus.Ready, "files.not_ready", "This file is not ready: it is still being checked, or was rejected.");

    /// <summary>A link to it is given away.</summary>
    /// <exception cref="BrokenRuleException">It is not ready.</exception>
    public void Share(DateTimeOffset until)
    {
        RequireReady();
        Raise(new FileShared(OrganizationId, Id, until));
    }

    /// <summary>Somebody fetches it, which leaves it as it is.</summary>
    public void Download() => Raise(new FileDownloaded(OrganizationId, Id, Name));

    /// <summary>The last thing that happens to it, just before its row goes.</summary>
    public void Delete() => Raise(new FileDeleted(OrganizationId, Id, Name, Size));
}

/// <summary>Where a file is on its way.</summary>
public enum FileStatus
{
    Processing,
    Ready,
    Rejected,
}

/// <summary>What a search for malware came to.</summary>
public enum ScanState
{
    /// <summary>It has not taken place yet.</summary>
    Pending,

    /// <summary>No scanner has looked at it, or none that knows more than a few signatures.</summary>
    Unscanned,
    Clean,
    Infected,
}

/// <summary>What the storage may hold of one file. The numbers are in the storage's keys, for good.</summary>
public enum FilePart
{
    /// <summary>As it was uploaded.</summary>
    Original = 0,

    /// <summary>An image without what it told beside the picture.</summary>
    Cleaned = 1,

    Thumbnail = 2,

    /// <summary>As a stranger put it there directly, and may do again as long as the link for it lives: nobody reads it but to copy it.</summary>
    Incoming = 3,
}
