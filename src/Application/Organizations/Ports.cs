using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

public interface IOrganizationRepository
{
    Task<Organization?> FindAsync(Guid id, CancellationToken ct);

    /// <exception cref="RefusedException">It is gone: not found.</exception>
    Task<Organization> GetAsync(Guid id, CancellationToken ct);

    Task<bool> SlugExistsAsync(string slug, CancellationToken ct);

    void Add(Organization organization);

    /// <summary>Removes it and all that it holds but its audit log.</summary>
    void Remove(Organization organization);
}

public interface IMembershipRepository
{
    /// <summary>A member of the organization that was entered.</summary>
    Task<Membership?> FindAsync(Guid userId, CancellationToken ct);

    /// <summary>A member of the organization that was entered.</summary>
    /// <exception cref="RefusedException">They are none: not found.</exception>
    Task<Membership> GetAsync(Guid userId, CancellationToken ct);

    /// <summary>Whether the address is that of a member of the organization that was entered.</summary>
    Task<bool> IsMemberAsync(string normalizedEmail, CancellationToken ct);

    /// <summary>The addresses and names of the owners of the organization that was entered.</summary>
    Task<IReadOnlyList<MailContact>> ListOwnersAsync(CancellationToken ct);

    /// <summary>All places that a person has, in whichever organization.</summary>
    Task<IReadOnlyList<Membership>> ListOfUserAsync(Guid userId, CancellationToken ct);

    /// <summary>
    /// Who comes next when the last owner goes: the highest role, and of those who has been there longest; null when there
    /// is nobody else.
    /// </summary>
    Task<Membership?> FindHeirAsync(Guid organizationId, Guid leavingUserId, CancellationToken ct);

    /// <summary>Whether a person is the only owner of an organization that has other members.</summary>
    Task<bool> IsSoleOwnerOfSharedAsync(Guid userId, CancellationToken ct);

    void Add(Membership membership);

    /// <summary>The commit loses its race if somebody changes the place before it, although this use case does not.</summary>
    void RequireUnchanged(Membership membership);

    void Remove(Membership membership);
}

public interface IInvitationRepository
{
    /// <summary>An invitation of the organization that was entered.</summary>
    Task<Invitation?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>The open invitation of an address in the organization that was entered.</summary>
    Task<Invitation?> FindOpenAsync(string normalizedEmail, CancellationToken ct);

    /// <summary>By the hash of its token, in whichever organization.</summary>
    Task<Invitation?> FindByTokenAsync(string tokenHash, CancellationToken ct);

    void Add(Invitation invitation);

    /// <summary>Deletes invitations that expired before then, of all organizations; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct);
}

public interface IApiKeyRepository
{
    /// <summary>A key of the organization that was entered.</summary>
    Task<ApiKey?> FindAsync(Guid id, CancellationToken ct);

    void Add(ApiKey key);

    /// <summary>The commit loses its race if somebody revokes the key before it, although this use case does not.</summary>
    void RequireUnchanged(ApiKey key);
}

/// <summary>What those who act in organizations are called.</summary>
public interface IActorReads
{
    /// <summary>The name of a user, or of a key of the organization that was entered; null when they are gone.</summary>
    Task<string?> FindNameAsync(Guid actorId, CancellationToken ct);
}

/// <summary>Reads about organizations that serve a screen; those of one organization within the one that was entered.</summary>
public interface IOrganizationReads
{
    /// <summary>Up to <c>Limit + 1</c> of the organizations that a person is in, newest first.</summary>
    Task<IReadOnlyList<OrganizationDto>> ListOfUserAsync(Guid userId, PageRequest page, CancellationToken ct);

    /// <summary>Up to <c>Limit + 1</c> of all organizations, newest first, whose name or slug holds the search text.</summary>
    Task<IReadOnlyList<OrganizationSummary>> ListAllAsync(string? search, PageRequest page, CancellationToken ct);

    Task<OrganizationDetails?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Up to <c>Limit + 1</c> members, the newest first; each with the key that the list continues by.</summary>
    Task<IReadOnlyList<MemberRow>> ListMembersAsync(PageRequest page, CancellationToken ct);

    /// <summary>Up to <c>Limit + 1</c> open invitations, newest first, the expired ones too: they can be renewed.</summary>
    Task<IReadOnlyList<InvitationDto>> ListInvitationsAsync(PageRequest page, CancellationToken ct);

    /// <summary>Up to <c>Limit + 1</c> keys that are not revoked, newest first.</summary>
    Task<IReadOnlyList<ApiKeyDto>> ListApiKeysAsync(PageRequest page, CancellationToken ct);
}

/// <summary>Where to write to somebody, and how to address them.</summary>
public sealed record MailContact(string Email, string DisplayName);
