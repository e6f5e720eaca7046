using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Auth;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auth;

internal sealed class OneTimeTokenConfiguration : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.Property(token => token.Hash).HasMaxLength(64).IsUnicode(false);
        builder.Property(token => token.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.HasOne<User>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(token => new { token.UserId, token.Purpose }).IsUnique();
        builder.HasIndex(token => token.ExpiresAt);
    }
}

internal sealed class OneTimeTokenRepository(AppDbContext db) : IOneTimeTokenRepository
{
    public Task<OneTimeToken?> FindAsync(Guid userId, TokenPurpose purpose, CancellationToken ct) =>
        db.OneTimeTokens.FirstOrDefaultAsync(token => token.UserId == userId && token.Purpose == purpose, ct);

    public void Add(OneTimeToken token) => db.Add(token);

    public void Remove(OneTimeToken token) => db.Remove(token);

    public Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        db.OneTimeTokens.Where(token => token.ExpiresAt < before).DeleteFirstAsync(token => token.ExpiresAt, token => token.Id, limit, ct);
}
