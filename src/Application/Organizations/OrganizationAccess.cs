using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>What somebody is in an organization, from a cache: see <see cref="IOrganizationGate"/>.</summary>
/// <param name="Role">Their role.</param>
/// <param name="IsDisabled">Whether the platform keeps the organization closed.</param>
public sealed record OrganizationPlace(OrganizationRole Role, bool IsDisabled);

/// <summary>Knows who is in which organization. What this node changed counts at once, what others changed within 30 s.</summary>
public interface IOrganizationGate
{
    /// <summary>Null when there is no such organization or they are not in it, which nobody shall tell apart.</summary>
    ValueTask<OrganizationPlace?> FindAsync(Guid organizationId, Guid userId, CancellationToken ct);

    /// <summary>Whether the platform keeps an organization closed; null when there is none.</summary>
    ValueTask<bool?> IsDisabledAsync(Guid organizationId, CancellationToken ct);
}

/// <summary>Finds out what the caller may do in an organization, and enters it.</summary>
public sealed class OrganizationAccess(IOrganizationGate gate, Tenant tenant, ICaller caller)
{
    private static readonly Refusal Disabled = new(
        RefusalKind.Forbidden, "organizations.disabled", "This organization was closed by those who run the platform.");

    /// <summary>The permissions of the caller in the organization that was entered.</summary>
    public IReadOnlySet<string> Permissions { get; private set; } = new HashSet<string>();

    /// <summary>
    /// What the caller ranks as: an API key as an admin, since whoever made it was one at least, and it shall make no owner.
    /// </summary>
    public OrganizationRole Rank { get; private set; }

    /// <exception cref="RefusedException">There is no such organization, or none of the caller's.</exception>
    public async ValueTask EnterAsync(Guid organizationId, CancellationToken ct)
    {
        var isDisabled = caller.ApiKey is { } key ? await EnterByKeyAsync(key, organizationId, ct) : await EnterByPlaceAsync(organizationId, ct);
        if (isDisabled)
            throw Disabled.AsException();
        tenant.Enter(organizationId);
    }

    /// <exception cref="RefusedException">The caller lacks it.</exception>
    public void Demand(string permission)
    {
        if (!Permissions.Contains(permission))
            throw Refusal.Forbidden($"This needs the permission {permission}.").AsException();
    }

    private async ValueTask<bool> EnterByKeyAsync(CallerKey key, Guid organizationId, CancellationToken ct)
    {
        if (key.OrganizationId != organizationId || await gate.IsDisabledAsync(organizationId, ct) is not { } isDisabled)
            throw Refusal.NotFound.AsException();
        (Permissions, Rank) = (key.Scopes, OrganizationRole.Admin);
        return isDisabled;
    }

    private async ValueTask<bool> EnterByPlaceAsync(Guid organizationId, CancellationToken ct)
    {
        if (await gate.FindAsync(organizationId, caller.RequiredUserId(), ct) is not { } place)
            throw Refusal.NotFound.AsException();
        (Permissions, Rank) = (Organizations.Permissions.HeldBy(place.Role), place.Role);
        return place.IsDisabled;
    }
}
