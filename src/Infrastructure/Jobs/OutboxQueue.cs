using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Claims due messages with a lease, so that any number of workers share them and a dead worker's come back.</summary>
internal sealed class OutboxQueue(Func<AppDbContext> contexts, DatabaseOptions database, JobsOptions options, TimeProvider clock)
{
    private const string PostgreSqlClaim = """
        UPDATE outbox_messages SET status = 'Processing', attempts = attempts + 1, lease_id = {0}, next_attempt_at = {1}
        WHERE id IN (
            SELECT id FROM outbox_messages WHERE next_attempt_at <= {2}
            ORDER BY next_attempt_at, id LIMIT {3} FOR UPDATE SKIP LOCKED)
        RETURNING *
        """;

    private const string SqlServerClaim = """
        WITH due AS (
            SELECT TOP ({3}) * FROM [OutboxMessages] WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE [NextAttemptAt] <= {2} ORDER BY [NextAttemptAt], [Id])
        UPDATE due SET [Status] = N'Processing', [Attempts] = [Attempts] + 1, [LeaseId] = {0}, [NextAttemptAt] = {1}
        OUTPUT inserted.*
        """;

    /// <summary>Up to <paramref name="limit"/> messages, the longest due first, each under the same fresh lease.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lease = Guid.CreateVersion7(now);
        var until = now + options.LeaseDuration;
        await using var db = contexts();
        var claimed = database.Provider switch
        {
            DatabaseProvider.PostgreSql => await Claim(PostgreSqlClaim, lease),
            DatabaseProvider.SqlServer => await Claim(SqlServerClaim, lease.ToByteArray(bigEndian: true)),
            _ => await ClaimOnSqliteAsync(db, limit, now, lease, until, ct),
        };
        return [.. claimed.OrderBy(message => message.CreatedAt).ThenBy(message => message.Id)];

        Task<List<OutboxMessage>> Claim(string sql, object leaseId) =>
            db.OutboxMessages.FromSqlRaw(sql, leaseId, until, now, limit).AsNoTracking().ToListAsync(ct);
    }

    // SQLite has one writer, so a guarded update is claim enough.
    private static async Task<List<OutboxMessage>> ClaimOnSqliteAsync(
        AppDbContext db, int limit, DateTimeOffset now, Guid lease, DateTimeOffset until, CancellationToken ct)
    {
        var due = await db.OutboxMessages.Where(message => message.NextAttemptAt <= now)
            .OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id)
            .Select(message => message.Id).Take(limit).ToListAsync(ct);
        if (due.Count == 0)
            return [];

        await db.OutboxMessages.Where(message => due.Contains(message.Id) && message.NextAttemptAt <= now).ExecuteUpdateAsync(
            set => set
                .SetProperty(message => message.Status, MessageStatus.Processing)
                .SetProperty(message => message.Attempts, message => message.Attempts + 1)
                .SetProperty(message => message.LeaseId, lease)
                .SetProperty(message => message.NextAttemptAt, until),
            ct);
        return await db.OutboxMessages.Where(message => message.LeaseId == lease).AsNoTracking().ToListAsync(ct);
    }
}
