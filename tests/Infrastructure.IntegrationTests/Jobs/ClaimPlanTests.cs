using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>What a claim costs does not depend on how many messages were done before.</summary>
internal sealed partial class ClaimPlanTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task A_claim_reads_the_due_and_not_the_done()
    {
        if (Engine is DatabaseProvider.SqlServer)
            Assert.Pass("SQL Server has no EXPLAIN.");
        if (Engine is DatabaseProvider.PostgreSql)
            await FillAsync(done: 1_000_000, pending: 1_000);

        var plan = await ExplainAsync(ClaimSql.For(Engine));

        Assert.That(WholeTable().Matches(plan), Is.Empty, plan);
        Assert.That(plan, Does.Contain("ix_outboxmessages_due").Or.Contain("ix_outbox_messages_priority_next_attempt_at_position"), plan);
        if (Engine is DatabaseProvider.PostgreSql)
            Assert.That(int.Parse(Buffers().Match(plan).Groups[1].ValueSpan, CultureInfo.InvariantCulture), Is.LessThan(2_000), plan);
    }

    // Bigger than memory wants to hold as objects, so the server makes the rows up.
    private async Task FillAsync(int done, int pending)
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync($$"""
            INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at, completed_at, history, ordering_key)
            SELECT gen_random_uuid(), 'users.pack_export.v1', '{}', (ARRAY['High', 'Normal', 'Low'])[1 + i % 3],
                CASE WHEN i <= {{done}} THEN 'Done' ELSE 'Pending' END, 1, now(),
                CASE WHEN i <= {{done}} THEN NULL ELSE TIMESTAMPTZ '2026-03-01' END, now(), '[]',
                CASE WHEN i % 4 = 0 THEN 'key' || i % 1000 END
            FROM generate_series(1, {{done + pending}}) AS i
            """);
        await db.Database.ExecuteSqlAsync($"ANALYZE outbox_messages");
    }

    private async Task<string> ExplainAsync(ClaimSql sql)
    {
        await using var connection = Database.Connect();
        await connection.OpenAsync();
        await using var undone = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = undone;
        var explain = Engine is DatabaseProvider.PostgreSql ? "EXPLAIN (ANALYZE, BUFFERS)" : "EXPLAIN QUERY PLAN";
        command.CommandText = $"{explain} {Placeholder().Replace(sql.Statements[0], "@p$1")}";
        var now = Node.Now;
        foreach (var (i, value) in sql.Arguments(Guid.CreateVersion7(now), now.AddMinutes(1), now, 16).Index())
            command.Parameters.Add(Parameter(command, $"@p{i}", value));
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(rows.GetString(rows.FieldCount - 1));
        return string.Join('\n', lines).ToLowerInvariant();
    }

    private static DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"seq scan on outbox_messages|\bscan (outboxmessages|message|earlier)\b")]
    private static partial Regex WholeTable();

    [GeneratedRegex(@"buffers: shared hit=(\d+)")]
    private static partial Regex Buffers();
}
