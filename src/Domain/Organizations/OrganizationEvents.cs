using System.Text.Json.Serialization;
using MySaas.Domain.Common;

namespace MySaas.Domain.Organizations;

/// <summary>
/// What happened in an organization. Its audit log shows the other properties as what changed, so they hold no secret and,
/// as people are erased one day, nobody's id or address but the subject's.
/// </summary>
public abstract record OrganizationEvent(
    [property: JsonIgnore] Guid InOrganization, [property: JsonIgnore] string Action, [property: JsonIgnore] Guid SubjectId) : IAudited
{
    Guid? IAudited.OrganizationId => InOrganization;
}

public sealed record OrganizationCreated(Guid OrganizationId, string Name, string Slug)
    : OrganizationEvent(OrganizationId, "organizations.created", OrganizationId);

public sealed record OrganizationRenamed(Guid OrganizationId, string From, string To)
    : OrganizationEvent(OrganizationId, "organizations.renamed", OrganizationId);

[StoredAs("organizations.deletion_requested.v1")]
public sealed record OrganizationDeletionRequested(Guid OrganizationId, DateTimeOffset ErasesAt)
    : OrganizationEvent(OrganizationId, "organizations.deletion_requested", OrganizationId);

public sealed record OrganizationDeletionCancelled(Guid OrganizationId)
    : OrganizationEvent(OrganizationId, "organizations.deletion_cancelled", OrganizationId);

public sealed record OrganizationDisabled(Guid OrganizationId)
    : OrganizationEvent(OrganizationId, "organizations.disabled", OrganizationId);

public sealed record OrganizationEnabled(Guid OrganizationId)
    : OrganizationEvent(OrganizationId, "organizations.enabled", OrganizationId);

public sealed record OrganizationErased(Guid OrganizationId)
    : OrganizationEvent(OrganizationId, "organizations.erased", OrganizationId);

/// <summary>Somebody accepted an invitation.</summary>
[StoredAs("members.joined.v1")]
public sealed record MemberJoined(Guid OrganizationId, Guid UserId, OrganizationRole Role, Guid InvitationId)
    : OrganizationEvent(OrganizationId, "members.joined", UserId);

public sealed record MemberRoleChanged(Guid OrganizationId, Guid UserId, OrganizationRole From, OrganizationRole To)
    : OrganizationEvent(OrganizationId, "members.role_changed", UserId);

[StoredAs("members.removed.v1")]
public sealed record MemberRemoved(Guid OrganizationId, Guid UserId, OrganizationRole Role)
    : OrganizationEvent(OrganizationId, "members.removed", UserId);

[StoredAs("members.left.v1")]
public sealed record MemberLeft(Guid OrganizationId, Guid UserId, OrganizationRole Role)
    : OrganizationEvent(OrganizationId, "members.left", UserId);

/// <summary>An owner made another member one and became an admin.</summary>
public sealed record OwnershipTransferred(Guid OrganizationId, Guid UserId, OrganizationRole From)
    : OrganizationEvent(OrganizationId, "members.ownership_transferred", UserId);

public sealed record MemberInvited(Guid OrganizationId, Guid InvitationId, string MaskedEmail, OrganizationRole Role)
    : OrganizationEvent(OrganizationId, "invitations.sent", InvitationId);

public sealed record InvitationRenewed(Guid OrganizationId, Guid InvitationId, OrganizationRole Role)
    : OrganizationEvent(OrganizationId, "invitations.renewed", InvitationId);

public sealed record InvitationRevoked(Guid OrganizationId, Guid InvitationId)
    : OrganizationEvent(OrganizationId, "invitations.revoked", InvitationId);

public sealed record AuditLogExportRequested(Guid OrganizationId, Guid ExportId)
    : OrganizationEvent(OrganizationId, "audit_log.export_requested", ExportId);

public sealed record ApiKeyCreated(Guid OrganizationId, Guid ApiKeyId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
    : OrganizationEvent(OrganizationId, "api_keys.created", ApiKeyId);

public sealed record ApiKeyRevoked(Guid OrganizationId, Guid ApiKeyId)
    : OrganizationEvent(OrganizationId, "api_keys.revoked", ApiKeyId);
