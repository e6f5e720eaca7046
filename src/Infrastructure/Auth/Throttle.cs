using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auth;

/// <summary>One count. Its key is a hash, so that the table holds nobody's address.</summary>
internal sealed class Throttle
{
    public string Key { get; init; } = "";
    public int Count { get; init; }

    /// <summary>When the count begins anew: the end of its window, or of the closure once it is full.</summary>
    public DateTimeOffset ResetsAt { get; init; }
}

internal sealed class ThrottleConfiguration : IEntityTypeConfiguration<Throttle>
{
    public void Configure(EntityTypeBuilder<Throttle> builder)
    {
        builder.HasKey(throttle => throttle.Key);
        builder.Property(throttle => throttle.Key).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(throttle => throttle.ResetsAt);
    }
}

/// <summary>Counts by one atomic update per event, in a context of its own: it commits at once, whatever becomes of the request.</summary>
internal sealed class DatabaseThrottle(Func<AppDbContext> contexts, TimeProvider clock) : IThrottle
{
    public async Task<TimeSpan?> WaitAsync(ThrottleKey key, CancellationToken ct)
    {
        await using var db = contexts();
        return await FindAsync(db, HashOf(key), ct) is { } found && found.Count >= key.Limit && found.ResetsAt > clock.GetUtcNow()
            ? found.ResetsAt - clock.GetUtcNow()
            : null;
    }

    public async Task<TimeSpan?> CountAsync(ThrottleKey key, CancellationToken ct)
    {
        var hash = HashOf(key);
        await using var db = contexts();
        while (!await TryIncrementAsync(db, hash, key, ct))
            await TryInsertAsync(db, hash, key, ct);

        return await FindAsync(db, hash, ct) is { } found && found.Count > key.Limit ? found.ResetsAt - clock.GetUtcNow() : null;
    }

    public async Task ClearAsync(ThrottleKey key, CancellationToken ct)
    {
        var hash = HashOf(key);
        await using var db = contexts();
        await db.Throttles.Where(throttle => throttle.Key == hash).ExecuteDeleteAsync(ct);
    }

    public async Task<int> DeleteEndedAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        await using var db = contexts();
        return await db.Throttles.Where(throttle => throttle.ResetsAt < before)
            .DeleteFirstAsync(throttle => throttle.ResetsAt, throttle => throttle.Key, limit, ct);
    }

    private async Task<bool> TryIncrementAsync(AppDbContext db, string hash, ThrottleKey key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (windowEnd, last) = (now + key.Window, key.Limit - 1);
        return await db.Throttles.Where(throttle => throttle.Key == hash).ExecuteUpdateAsync(
            set => set
                .SetProperty(throttle => throttle.Count, throttle => throttle.ResetsAt <= now ? 1 : throttle.Count + 1)
                .SetProperty(
                    throttle => throttle.ResetsAt,
                    throttle => throttle.ResetsAt <= now || throttle.Count == last ? windowEnd : throttle.ResetsAt),
            ct) > 0;
    }

    private async Task TryInsertAsync(AppDbContext db, string hash, ThrottleKey key, CancellationToken ct)
    {
        db.Throttles.Add(new Throttle { Key = hash, Count = 0, ResetsAt = clock.GetUtcNow() + key.Window });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.InnerException is DbException engine && DatabaseFaults.IsDuplicate(engine))
        {
            // Another request was first; its row is counted up.
        }
        finally
        {
            db.ChangeTracker.Clear();            // a sign-in may clear the row before it is counted up: then it is inserted again
        }
    }

    private static Task<Throttle?> FindAsync(AppDbContext db, string hash, CancellationToken ct) =>
        db.Throttles.AsNoTracking().FirstOrDefaultAsync(throttle => throttle.Key == hash, ct);

    private static string HashOf(ThrottleKey key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Kind}\n{key.Subject}")));
}
