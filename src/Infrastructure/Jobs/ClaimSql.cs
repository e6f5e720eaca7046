using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// The claim in the words of each engine, since none of them has LINQ's. Parameters: lease, its end, now, limit, priority.
/// </summary>
internal sealed record ClaimSql(string Text, Func<Guid, object> Lease, Func<DateTimeOffset, object> Time)
{
    // MATERIALIZED: a plan may not run the inner query twice, which would claim more than the limit.
    private const string PostgreSql = """
        WITH due AS MATERIALIZED (
            SELECT position FROM outbox_messages AS message
            WHERE priority = {4} AND next_attempt_at <= {2} AND (ordering_key IS NULL OR NOT EXISTS (
                SELECT FROM outbox_messages AS earlier WHERE earlier.ordering_key = message.ordering_key
                    AND earlier.position < message.position AND earlier.next_attempt_at IS NOT NULL))
            ORDER BY next_attempt_at, position LIMIT {3} FOR UPDATE OF message SKIP LOCKED)
        UPDATE outbox_messages AS message
        SET status = 'Processing', attempts = attempts + 1, lease_id = {0}, next_attempt_at = {1}
        FROM due WHERE message.position = due.position
        RETURNING message.*
        """;

    private const string SqlServer = """
        WITH due AS (
            SELECT TOP ({3}) * FROM [OutboxMessages] AS [message] WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE [Priority] = {4} AND [NextAttemptAt] <= {2} AND ([OrderingKey] IS NULL OR NOT EXISTS (
                SELECT 1 FROM [OutboxMessages] AS [earlier] WHERE [earlier].[OrderingKey] = [message].[OrderingKey]
                    AND [earlier].[Position] < [message].[Position] AND [earlier].[NextAttemptAt] IS NOT NULL))
            ORDER BY [NextAttemptAt], [Position])
        UPDATE due SET [Status] = N'Processing', [Attempts] = [Attempts] + 1, [LeaseId] = {0}, [NextAttemptAt] = {1}
        OUTPUT inserted.*
        """;

    // There is one writer, so a guarded update is claim enough.
    private const string Sqlite = """
        UPDATE "OutboxMessages"
        SET "Status" = 'Processing', "Attempts" = "Attempts" + 1, "LeaseId" = {0}, "NextAttemptAt" = {1}
        WHERE "Position" IN (
            SELECT "Position" FROM "OutboxMessages" AS "message"
            WHERE "Priority" = {4} AND "NextAttemptAt" <= {2} AND ("OrderingKey" IS NULL OR NOT EXISTS (
                SELECT 1 FROM "OutboxMessages" AS "earlier" WHERE "earlier"."OrderingKey" = "message"."OrderingKey"
                    AND "earlier"."Position" < "message"."Position" AND "earlier"."NextAttemptAt" IS NOT NULL))
            ORDER BY "NextAttemptAt", "Position" LIMIT {3})
        RETURNING *
        """;

    public static ClaimSql For(DatabaseProvider engine) => engine switch
    {
        DatabaseProvider.PostgreSql => new(PostgreSql, lease => lease, time => time),
        DatabaseProvider.SqlServer => new(SqlServer, lease => lease.ToByteArray(bigEndian: true), time => time),
        _ => new(Sqlite, lease => lease, SqliteAppDbContext.TextOf),
    };

    public object[] Arguments(Guid lease, DateTimeOffset until, DateTimeOffset now, int limit, MessagePriority priority) =>
        [Lease(lease), Time(until), Time(now), limit, priority.ToString()];
}
