using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auth;

/// <summary>What an access token's session is worth now.</summary>
[ImmutableObject(true)]
public sealed record SessionState(Guid UserId, string Email, bool EmailConfirmed, Guid? ImpersonatorId = null);

/// <summary>
/// Tells whether the session behind an access token still lives, with one query per session and <see cref="Staleness"/>.
/// A session that this node has ended is dead here at once: its tombstone outlives every stale answer, also one that was
/// being read while the session ended. Of a person whose address this node has changed it reads afresh for as long.
/// </summary>
public sealed class SessionGate : ICommitObserver
{
    /// <summary>How long another node's revocation may go unnoticed; the contract allows 30 s.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(15);

    private static readonly HybridCacheEntryOptions CacheFor = new() { Expiration = Staleness, LocalCacheExpiration = Staleness };

    private readonly Func<AppDbContext> _contexts;
    private readonly HybridCache _cache;
    private readonly IMemoryCache _tombstones;

    internal SessionGate(Func<AppDbContext> contexts, HybridCache cache, IMemoryCache tombstones) =>
        (_contexts, _cache, _tombstones) = (contexts, cache, tombstones);

    /// <summary>Null when the session has ended, or its user is disabled or gone.</summary>
    public async Task<SessionState?> FindAsync(Guid sessionId, CancellationToken ct)
    {
        if (_tombstones.TryGetValue(Tombstone(sessionId), out _))
            return null;
        var state = await _cache.GetOrCreateAsync(
            $"session:{sessionId:N}", (Gate: this, sessionId), static (key, ct) => key.Gate.ReadAsync(key.sessionId, ct), CacheFor, cancellationToken: ct);
        if (state is not null && _tombstones.TryGetValue(Changed(state.UserId), out _))
            state = await ReadAsync(sessionId, ct);
        return _tombstones.TryGetValue(Tombstone(sessionId), out _) ? null : state;
    }

    Action? ICommitObserver.BeforeCommit(ChangeTracker changes)
    {
        var ended = changes.Entries<Session>()
            .Where(entry => entry.State is EntityState.Modified && entry.Entity.RevokedAt is not null)
            .Select(entry => entry.Entity.Id)
            .ToList();
        // An administrator is one by the address, so a changed one counts at once.
        var moved = changes.Entries<User>()
            .Where(entry => entry.Property(user => user.Email).IsModified || entry.Property(user => user.EmailConfirmed).IsModified)
            .Select(entry => entry.Entity.Id)
            .ToList();
        return () =>
        {
            Forget(ended);
            ForgetUsers(moved);
        };
    }

    internal void Forget(IEnumerable<Guid> sessionIds)
    {
        foreach (var id in sessionIds)
            _tombstones.Set(Tombstone(id), true, Staleness * 2);
    }

    internal void ForgetUsers(IEnumerable<Guid> userIds)
    {
        foreach (var id in userIds)
            _tombstones.Set(Changed(id), true, Staleness * 2);
    }

    private static string Changed(Guid userId) => $"changed:{userId:N}";

    private static string Tombstone(Guid sessionId) => $"ended:{sessionId:N}";

    private async ValueTask<SessionState?> ReadAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = _contexts();
        return await db.Sessions
            .Where(session => session.Id == sessionId && session.RevokedAt == null)
            .Join(
                db.Users.Where(user => user.DisabledAt == null),
                session => session.UserId,
                user => user.Id,
                (session, user) => new SessionState(user.Id, user.Email, user.EmailConfirmed, session.ImpersonatorId))
            .FirstOrDefaultAsync(ct);
    }
}
