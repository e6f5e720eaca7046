using MySaas.Domain.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Domain.Files;

public sealed record FileUploaded(Guid OrganizationId, Guid FileId, string Name, string ContentType, long Size)
    : OrganizationEvent(OrganizationId, "files.uploaded", FileId);

/// <summary>A file was found unfit to be given out.</summary>
[StoredAs("files.rejected.v1")]
public sealed record FileRejected(Guid OrganizationId, Guid FileId, string Because, string? Threat)
    : OrganizationEvent(OrganizationId, "files.rejected", FileId);

/// <summary>Somebody made a link that opens it for anybody until then.</summary>
public sealed record FileShared(Guid OrganizationId, Guid FileId, DateTimeOffset ExpiresAt)
    : OrganizationEvent(OrganizationId, "files.shared", FileId);

public sealed record FileDownloaded(Guid OrganizationId, Guid FileId, string Name)
    : OrganizationEvent(OrganizationId, "files.downloaded", FileId);

public sealed record FileDeleted(Guid OrganizationId, Guid FileId, string Name, long Size)
    : OrganizationEvent(OrganizationId, "files.deleted", FileId);
