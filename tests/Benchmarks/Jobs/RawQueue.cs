using System.Data.Common;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Jobs;

/// <summary>
/// What the same work costs without the product: its claim and its completion as prepared commands on a connection that stays
/// open, one batch after the other, with nothing in between.
/// </summary>
internal static class RawQueue
{
    public static async Task WorkAsync(BenchmarkDatabase database, int batch)
    {
        await using var connection = await database.OpenAsync();
        var dialect = SqlDialect.Of(database.Engine);
        await using var claim = ClaimOn(connection, database.Engine);
        await using var complete = connection.CreateCommand();
        complete.CommandText = database.Engine is DatabaseProvider.PostgreSql
            ? "UPDATE outbox_messages SET status = 'Done', completed_at = @p0, next_attempt_at = NULL, lease_id = NULL, last_error = NULL WHERE position = ANY (@p1) AND lease_id = @p2"
            : """UPDATE "OutboxMessages" SET "Status" = 'Done', "CompletedAt" = @p0, "NextAttemptAt" = NULL, "LeaseId" = NULL, "LastError" = NULL WHERE "Position" IN (SELECT value FROM json_each(@p1)) AND "LeaseId" = @p2""";
        while (await ClaimAsync(claim, dialect, batch, TimeProvider.System.GetUtcNow()) is { Positions.Count: > 0 } claimed)
        {
            Bind(complete, dialect, TimeProvider.System.GetUtcNow(), claimed.Positions, claimed.Lease);
            await complete.ExecuteNonQueryAsync();
        }
    }

    public static DbCommand ClaimOn(DbConnection connection, DatabaseProvider engine)
    {
        var claim = connection.CreateCommand();
        claim.CommandText = DirectSql.TextOf(ClaimSql.For(engine)[0], SqlDialect.Of(engine));
        return claim;
    }

    public static async Task<(Guid Lease, List<long> Positions)> ClaimAsync(DbCommand claim, SqlDialect dialect, int batch, DateTimeOffset now)
    {
        var lease = Guid.CreateVersion7();
        Bind(claim, dialect, lease, now.AddMinutes(1), now, batch);
        var positions = new List<long>();
        await using var rows = await claim.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            _ = rows.GetValues(new object[rows.FieldCount]);
            positions.Add(rows.GetInt64(rows.GetOrdinal("position")));
        }

        return (lease, positions);
    }

    private static void Bind(DbCommand command, SqlDialect dialect, params object[] values)
    {
        command.Parameters.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", dialect.ValueOf(values[i]));
            command.Parameters.Add(parameter);
        }
    }
}
