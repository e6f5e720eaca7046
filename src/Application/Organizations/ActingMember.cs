using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>
/// The caller's own place, as it is in the database and stays until the commit. Who gives or takes roles must still hold
/// theirs when the change takes effect: the cached one that let them in may be some seconds old.
/// </summary>
public sealed class ActingMember(IMembershipRepository memberships, IApiKeyRepository keys, OrganizationAccess access, ICaller caller, TimeProvider clock)
{
    /// <exception cref="RefusedException">The caller has lost the place, the key or the right.</exception>
    public async Task<Actor> LoadAsync<TPermission>(CancellationToken ct) where TPermission : IPermission
    {
        if (caller.ApiKey is { } used)
        {
            var key = await keys.FindAsync(used.Id, ct);
            if (key is null || !key.IsActive(clock.GetUtcNow()))
                throw Refusal.NotFound.AsException();
            keys.RequireUnchanged(key);
            return new Actor(key.Id, access.Rank);
        }

        var place = await memberships.GetAsync(caller.RequiredUserId(), ct);
        if (!Permissions.HeldBy(place.Role).Contains(TPermission.Name))
            throw Refusal.Forbidden($"This needs the permission {TPermission.Name}.").AsException();
        memberships.RequireUnchanged(place);
        return new Actor(place.UserId, place.Role);
    }
}
