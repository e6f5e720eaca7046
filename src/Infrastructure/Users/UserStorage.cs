using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Files;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Users;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(user => user.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength);
        builder.HasIndex(user => user.NormalizedEmail).IsUnique();
        builder.Property(user => user.DisplayName).HasMaxLength(User.MaxDisplayNameLength);
        builder.Property(user => user.PasswordHash).HasMaxLength(256);
        builder.Property(user => user.AuthenticatorKey).HasMaxLength(256);
        builder.HasList(user => user.RecoveryCodeHashes);
        builder.HasList(user => user.UsedTotpSteps);
    }
}

internal sealed class UserRepository(AppDbContext db) : IUserRepository
{
    public Task<User?> FindAsync(Guid id, CancellationToken ct) => db.Users.FirstOrDefaultAsync(user => user.Id == id, ct);

    public Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken ct) =>
        db.Users.FirstOrDefaultAsync(user => user.NormalizedEmail == normalizedEmail, ct);

    public async Task<IReadOnlyList<User>> ListUnconfirmedAsync(
        DateTimeOffset registeredBefore, DateTimeOffset now, int limit, CancellationToken ct)
    {
        var first = IdTime.FirstAt(registeredBefore);
        return await db.Users
            .Where(user => !user.EmailConfirmed && user.Id.CompareTo(first) < 0)
            .Where(user => !db.OneTimeTokens.Any(token =>
                token.UserId == user.Id && token.Purpose == TokenPurpose.ConfirmEmail && token.ExpiresAt > now))
            .OrderBy(user => user.Id).Take(limit)
            .ToListAsync(ct);
    }

    public void Add(User user) => db.Add(user);

    public void RequireUnchanged(User user) => db.Entry(user).Property(stored => stored.Version).IsModified = true;

    public void Remove(User user) => db.Remove(user);
}

internal sealed class AccountExportConfiguration : IEntityTypeConfiguration<AccountExport>
{
    public void Configure(EntityTypeBuilder<AccountExport> builder)
    {
        builder.Property(export => export.TokenHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(export => export.Name).HasMaxLength(FileName.MaxLength);
        builder.Property(export => export.ContentType).HasMaxLength(MediaType.MaxLength).IsUnicode(false);
        builder.Property(export => export.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<User>().WithMany().HasForeignKey(export => export.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(export => export.ExpiresAt);
    }
}

internal sealed class AccountExportRepository(AppDbContext db) : IAccountExportRepository
{
    public Task<AccountExport?> FindAsync(Guid id, CancellationToken ct) =>
        db.AccountExports.FirstOrDefaultAsync(export => export.Id == id, ct);

    public void Add(AccountExport export) => db.Add(export);

    public Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        db.AccountExports.Where(export => export.ExpiresAt < before).DeleteFirstAsync(export => export.ExpiresAt, export => export.Id, limit, ct);
}
