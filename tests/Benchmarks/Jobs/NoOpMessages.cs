using MySaas.Application.Jobs;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Jobs;

/// <summary>Messages that are due and ask for nothing, in an outbox that holds nothing else.</summary>
internal static class NoOpMessages
{
    // A job of this name there is not: the handler has nothing to do.
    private static readonly JobAskedFor NoOp = new("none");

    public static async Task FillAsync(BenchmarkDatabase database, int count)
    {
        var isSqlite = database.Engine is DatabaseProvider.Sqlite;
        var payload = MessageSerializer.Json(NoOp);
        await database.ExecuteAsync(isSqlite ? "DELETE FROM \"OutboxMessages\"" : "TRUNCATE outbox_messages");
        await database.ExecuteAsync(isSqlite
            ? $$"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{count}})
                INSERT INTO "OutboxMessages" ("Id", "Type", "Payload", "Priority", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "History")
                SELECT printf('00000000-0000-7000-8000-%012d', i), 'jobs.run.v1', '{{payload}}', 'Normal', 'Pending', 0,
                    '2026-01-01 00:00:00.0000000', '2026-01-01 00:00:00.0000000', '[]' FROM n
                """
            : $$"""
                INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at, history)
                SELECT gen_random_uuid(), 'jobs.run.v1', '{{payload}}', 'Normal', 'Pending', 0, now(), now(), '[]' FROM generate_series(1, {{count}})
                """);
        if (!isSqlite)
            await database.ExecuteAsync("VACUUM ANALYZE outbox_messages");
    }
}
