using MySaas.Domain.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Domain.Files;

[StoredAs("files.uploaded.v1")]
public sealed record FileUploaded(Guid OrganizationId, Guid FileId, string Name, string ContentType, long Size)
    : OrganizationEvent(OrganizationId, "files.uploaded", FileId);

public sealed record FileDeleted(Guid OrganizationId, Guid FileId, string Name, long Size)
    : OrganizationEvent(OrganizationId, "files.deleted", FileId);
