using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// The claim in the words of each engine, since they share none for it: statements for <see cref="DirectSql"/> that are run one
/// after the other until the limit is reached. Values: lease, its end, now, limit.
/// </summary>
internal static class ClaimSql
{
    // In the order in which they go; by name as they are stored.
    private static readonly string[] Priorities = [nameof(MessagePriority.High), nameof(MessagePriority.Normal), nameof(MessagePriority.Low)];

    // MATERIALIZED: a plan may not run a query twice, which would claim more than the limit.
    private static readonly string PostgreSql = $$"""
        WITH {{string.Join(", ", Priorities.Select((priority, rank) => $$"""
            {{priority}} AS MATERIALIZED (
                SELECT position FROM outbox_messages AS message
                WHERE priority = '{{priority}}' AND next_attempt_at <= {2} AND (ordering_key IS NULL OR NOT EXISTS (
                    SELECT FROM outbox_messages AS earlier WHERE earlier.ordering_key = message.ordering_key
                        AND earlier.position < message.position AND earlier.next_attempt_at IS NOT NULL))
                ORDER BY next_attempt_at, position
                LIMIT {3}{{string.Concat(Priorities.Take(rank).Select(higher => $" - (SELECT count(*) FROM {higher})"))}}
                FOR UPDATE OF message SKIP LOCKED)
            """))}},
        due AS ({{string.Join(" UNION ALL ", Priorities.Select(priority => $"SELECT position FROM {priority}"))}})
        UPDATE outbox_messages AS message
        SET status = 'Processing', attempts = attempts + 1, lease_id = {0}, next_attempt_at = {1}
        FROM due WHERE message.position = due.position
        RETURNING {{ColumnsOf("message")}}
        """;

    // There is one writer, so a guarded update is claim enough.
    private static readonly string Sqlite = $$"""
        UPDATE "OutboxMessages"
        SET "Status" = 'Processing', "Attempts" = "Attempts" + 1, "LeaseId" = {0}, "NextAttemptAt" = {1}
        WHERE "Position" IN (
            {{string.Join(" UNION ALL ", Priorities.Select(priority => $$"""
                SELECT * FROM (
                    SELECT "Position" FROM "OutboxMessages" AS "message"
                    WHERE "Priority" = '{{priority}}' AND "NextAttemptAt" <= (SELECT {2}) AND ("OrderingKey" IS NULL OR NOT EXISTS (
                        SELECT 1 FROM "OutboxMessages" AS "earlier" WHERE "earlier"."OrderingKey" = "message"."OrderingKey"
                            AND "earlier"."Position" < "message"."Position" AND "earlier"."NextAttemptAt" IS NOT NULL))
                    ORDER BY "NextAttemptAt", "Position" LIMIT (SELECT {3}))
                """))}}
            LIMIT (SELECT {3}))
        RETURNING {{string.Join(", ", OutboxMessage.ClaimedColumns.Select(column => $"[{column}]"))}}
        """;

    // A table expression that can be updated holds no union, so here each priority has a statement.
    private static IEnumerable<string> SqlServer => Priorities.Select(priority => $$"""
        WITH due AS (
            SELECT TOP ({3}) * FROM [OutboxMessages] AS [message] WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE [Priority] = N'{{priority}}' AND [NextAttemptAt] <= {2} AND ([OrderingKey] IS NULL OR NOT EXISTS (
                SELECT 1 FROM [OutboxMessages] AS [earlier] WHERE [earlier].[OrderingKey] = [message].[OrderingKey]
                    AND [earlier].[Position] < [message].[Position] AND [earlier].[NextAttemptAt] IS NOT NULL))
            ORDER BY [NextAttemptAt], [Position])
        UPDATE due SET [Status] = N'Processing', [Attempts] = [Attempts] + 1, [LeaseId] = {0}, [NextAttemptAt] = {1}
        OUTPUT {{ColumnsOf("inserted")}}
        """);

    public static IReadOnlyList<string> For(DatabaseProvider engine) => engine switch
    {
        DatabaseProvider.PostgreSql => [PostgreSql],
        DatabaseProvider.SqlServer => [.. SqlServer],
        _ => [Sqlite],
    };

    private static string ColumnsOf(string row) => string.Join(", ", OutboxMessage.ClaimedColumns.Select(column => $"{row}.[{column}]"));
}
