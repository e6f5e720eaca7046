using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auth;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.Property(session => session.IpAddress).HasMaxLength(45);
        builder.Property(session => session.ImpersonationReason).HasMaxLength(Session.MaxReasonLength);
        builder.Property(session => session.UserAgent).HasMaxLength(Session.MaxUserAgentLength);
        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(session => new { session.UserId, session.Id });
        builder.HasIndex(session => session.ExpiresAt);
    }
}

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.Property(token => token.Hash).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.ExpiresAt);
        builder.HasOne<Session>().WithMany().HasForeignKey(token => token.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SessionRepository(AppDbContext db, IConfigurationProvider mapping, TimeProvider clock)
    : ISessionRepository, ISessionList
{
    public Task<Session?> FindAsync(Guid id, CancellationToken ct) =>
        db.Sessions.FirstOrDefaultAsync(session => session.Id == id, ct);

    public async Task<IReadOnlyList<Session>> ListLiveAsync(Guid userId, CancellationToken ct) =>
        await Live(userId).ToListAsync(ct);

    public Task<RefreshToken?> FindTokenAsync(string hash, CancellationToken ct) =>
        db.RefreshTokens.FirstOrDefaultAsync(token => token.Hash == hash, ct);

    public void Add(Session session) => db.Add(session);

    public void Add(RefreshToken token) => db.Add(token);

    public Task<int> DeleteExpiredTokensAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        db.RefreshTokens.Where(token => token.ExpiresAt < before).DeleteFirstAsync(token => token.ExpiresAt, token => token.Id, limit, ct);

    public Task<int> DeleteExpiredAsync(DateTimeOffset before, DateTimeOffset impersonationsBefore, int limit, CancellationToken ct) =>
        db.Sessions
            .Where(session => session.ExpiresAt < before && (session.ImpersonatorId == null || session.ExpiresAt < impersonationsBefore))
            .DeleteFirstAsync(session => session.ExpiresAt, session => session.Id, limit, ct);

    public async Task<IReadOnlyList<SessionDto>> ReadAsync(Guid userId, PageRequest page, CancellationToken ct) =>
        await db.Sessions.AsNoTracking()
            .Where(session => session.UserId == userId && (session.ImpersonatorId != null || session.RevokedAt == null && session.ExpiresAt > clock.GetUtcNow()))
            .Where(session => page.After == null || session.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(session => session.Id)
            .Take(page.Limit + 1)
            .ProjectTo<SessionDto>(mapping)
            .ToListAsync(ct);

    private IQueryable<Session> Live(Guid userId)
    {
        var now = clock.GetUtcNow();
        return db.Sessions.Where(session => session.UserId == userId && session.RevokedAt == null && session.ExpiresAt > now);
    }
}
