using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

/// <summary>
/// Tells what an API key opens, with one query per key and <see cref="Staleness"/>. It is found by its public part, and its
/// secret is compared in constant time, so that neither timing nor the cache tells anything about a secret.
/// </summary>
public sealed class ApiKeyGate : ICommitObserver
{
    /// <summary>How long another node's revocation may go unnoticed; the contract allows 30 s.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(15);

    /// <summary>How coarsely the last use is kept: one write per key and this long.</summary>
    public static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(5);

    private static readonly HybridCacheEntryOptions CacheFor = new() { Expiration = Staleness, LocalCacheExpiration = Staleness };

    private static readonly StoredKey Nobody = new(Guid.Empty, Guid.Empty, new string('0', 64), [], ExpiresAt: null);

    private readonly Func<AppDbContext> _contexts;
    private readonly HybridCache _cache;
    private readonly IMemoryCache _revoked;
    private readonly TimeProvider _clock;

    internal ApiKeyGate(Func<AppDbContext> contexts, HybridCache cache, IMemoryCache revoked, TimeProvider clock) =>
        (_contexts, _cache, _revoked, _clock) = (contexts, cache, revoked, clock);

    /// <summary>Null when the key never was, has expired or was revoked.</summary>
    public async Task<CallerKey?> FindAsync(string text, CancellationToken ct)
    {
        if (!ApiKeyText.TryParse(text, out var key))
            return null;
        var stored = await _cache.GetOrCreateAsync(
            $"api-key:{key.Identifier}", (Gate: this, key.Identifier),
            static (asked, ct) => asked.Gate.ReadAsync(asked.Identifier, ct), CacheFor, cancellationToken: ct);

        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Hash), Encoding.ASCII.GetBytes(stored.SecretHash));
        return isRight && stored.Id != Guid.Empty && !(stored.ExpiresAt <= _clock.GetUtcNow()) && !_revoked.TryGetValue(Tombstone(stored.Id), out _)
            ? new CallerKey(stored.Id, stored.OrganizationId, stored.Scopes.ToHashSet())
            : null;
    }

    Action? ICommitObserver.BeforeCommit(ChangeTracker changes)
    {
        var revoked = changes.Entries<ApiKey>()
            .Where(entry => entry.State is EntityState.Deleted || entry.Entity.RevokedAt is not null)
            .Select(entry => entry.Entity.Id)
            .ToList();
        return revoked.Count == 0 ? null : () => revoked.ForEach(id => _revoked.Set(Tombstone(id), true, Staleness * 2));
    }

    private static string Tombstone(Guid id) => $"revoked:{id:N}";

    private async ValueTask<StoredKey> ReadAsync(string identifier, CancellationToken ct)
    {
        await using var db = _contexts();
        var keys = db.ApiKeys.OfAllOrganizations().Where(key => key.Identifier == identifier && key.RevokedAt == null);
        if (await keys.AsNoTracking().FirstOrDefaultAsync(ct) is not { } found)
            return Nobody;

        var now = _clock.GetUtcNow();
        if (found.IsActive(now) && (found.LastUsedAt is null || found.LastUsedAt <= now - UseResolution))
            await keys.ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), ct);
        return new StoredKey(found.Id, found.OrganizationId, found.SecretHash, found.Scopes, found.ExpiresAt);
    }

    [ImmutableObject(true)]
    private sealed record StoredKey(Guid Id, Guid OrganizationId, string SecretHash, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt);
}
