using MySaas.Domain.Common;

namespace MySaas.Domain.Files;

/// <summary>A file of an organization. Its bytes were all in the storage before it came to be, and are given out once it is ready.</summary>
public sealed class StoredFile : AggregateRoot, IOwnedByOrganization
{
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

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Which of its parts in the storage is given out.</summary>
    public FilePart Content { get; private set; }

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

    public void BecomeReady()
    {
        if (Status is FileStatus.Processing)
            Status = FileStatus.Ready;
    }

    /// <exception cref="BrokenRuleException">It is not, or not yet.</exception>
    public void RequireReady() => Rule.Require(
        Status is FileStatus.Ready, "files.not_ready", "This file is not ready: it is still being checked, or was rejected.");

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

/// <summary>What the storage may hold of one file.</summary>
public enum FilePart
{
    /// <summary>As it was uploaded.</summary>
    Original,
}
