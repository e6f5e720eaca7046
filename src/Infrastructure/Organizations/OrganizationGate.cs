using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

/// <summary>
/// Who is what in which organization, read once per <see cref="Staleness"/>. What this node changed is read afresh for as long
/// as a stale answer could still be around. That somebody is no member is never kept, so that they are one as soon as they join.
/// </summary>
internal sealed class OrganizationGate(Func<AppDbContext> contexts, HybridCache cache, IMemoryCache changed) : IOrganizationGate, ICommitObserver
{
    /// <summary>How long another node's change may go unnoticed; the contract allows 30 s.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(15);

    private static readonly HybridCacheEntryOptions CacheFor = new() { Expiration = Staleness, LocalCacheExpiration = Staleness };

    public async ValueTask<OrganizationPlace?> FindAsync(Guid organizationId, Guid userId, CancellationToken ct)
    {
        var key = PlaceKey(organizationId, userId);
        if (HasChanged(key) || HasChanged(OrganizationKey(organizationId)))
            return (await ReadPlaceAsync(organizationId, userId, ct)).Place;

        var cached = await cache.GetOrCreateAsync(
            key, (Gate: this, organizationId, userId),
            static (asked, ct) => asked.Gate.ReadPlaceAsync(asked.organizationId, asked.userId, ct), CacheFor, cancellationToken: ct);
        if (cached.Place is null)
            await cache.RemoveAsync(key, ct);
        return cached.Place;
    }

    public async ValueTask<bool?> IsDisabledAsync(Guid organizationId, CancellationToken ct)
    {
        var key = OrganizationKey(organizationId);
        if (HasChanged(key))
            return (await ReadStateAsync(organizationId, ct)).IsDisabled;
        var cached = await cache.GetOrCreateAsync(
            key, (Gate: this, organizationId), static (asked, ct) => asked.Gate.ReadStateAsync(asked.organizationId, ct), CacheFor, cancellationToken: ct);
        return cached.IsDisabled;
    }

    Action? ICommitObserver.BeforeCommit(ChangeTracker changes)
    {
        string[] keys =
        [
            .. changes.Entries<Membership>().Where(IsChange).Select(entry => PlaceKey(entry.Entity.OrganizationId, entry.Entity.UserId)),
            .. changes.Entries<Organization>().Where(IsChange).Select(entry => OrganizationKey(entry.Entity.Id)),
        ];
        return keys.Length == 0 ? null : () => Array.ForEach(keys, key => changed.Set(Tombstone(key), true, Staleness * 2));
    }

    private bool HasChanged(string key) => changed.TryGetValue(Tombstone(key), out _);

    // The cache keeps its entries in the same memory, under its own keys.
    private static string Tombstone(string key) => $"changed:{key}";

    private static bool IsChange(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static string PlaceKey(Guid organizationId, Guid userId) => $"place:{organizationId:N}:{userId:N}";

    private static string OrganizationKey(Guid organizationId) => $"organization:{organizationId:N}";

    private async ValueTask<CachedPlace> ReadPlaceAsync(Guid organizationId, Guid userId, CancellationToken ct)
    {
        await using var db = contexts();
        return new CachedPlace(await db.Memberships.OfAllOrganizations()
            .Where(membership => membership.OrganizationId == organizationId && membership.UserId == userId)
            .Join(
                db.Organizations,
                membership => membership.OrganizationId,
                organization => organization.Id,
                (membership, organization) => new OrganizationPlace(membership.Role, organization.DisabledAt != null))
            .FirstOrDefaultAsync(ct));
    }

    private async ValueTask<CachedState> ReadStateAsync(Guid organizationId, CancellationToken ct)
    {
        await using var db = contexts();
        return new CachedState(await db.Organizations
            .Where(organization => organization.Id == organizationId)
            .Select(organization => (bool?)(organization.DisabledAt != null))
            .FirstOrDefaultAsync(ct));
    }

    [ImmutableObject(true)]
    private sealed record CachedPlace(OrganizationPlace? Place);

    [ImmutableObject(true)]
    private sealed record CachedState(bool? IsDisabled);
}
