using System.Globalization;
using System.Runtime.CompilerServices;
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

        var plan = await ExplainAsync();

        Assert.That(WholeTable().Matches(plan), Is.Empty, plan);
        Assert.That(plan, Does.Contain("ix_outboxmessages_due").Or.Contain("ix_outbox_messages_priority_next_attempt_at_position"), plan);
        if (Engine is DatabaseProvider.PostgreSql)
            Assert.That(int.Parse(Buffers().Match(plan).Groups[1].ValueSpan, CultureInfo.InvariantCulture), Is.LessThan(2_000), plan);
    }

    // Bigger than memory wants to hold as objects, so the server makes the rows up.
    private async Task FillAsync(int done, int pending)
    {
        await using var db = Database.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
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

    private async Task<string> ExplainAsync()
    {
        var explain = Engine is DatabaseProvider.PostgreSql ? "EXPLAIN (ANALYZE, BUFFERS)" : "EXPLAIN QUERY PLAN";
        var lines = await Node.Get<DirectSql>().QueryAsync(
            FormattableStringFactory.Create($"{explain} {ClaimSql.For(Engine)[0]}", Guid.CreateVersion7(), Node.Now.AddMinutes(1), Node.Now, 16),
            row => row.Text(Engine is DatabaseProvider.PostgreSql ? 0 : 3), CancellationToken.None);
        return string.Join('\n', lines).ToLowerInvariant();
    }

    [GeneratedRegex(@"seq scan on outbox_messages|\bscan (outboxmessages|message|earlier)\b")]
    private static partial Regex WholeTable();

    [GeneratedRegex(@"buffers: shared hit=(\d+)")]
    private static partial Regex Buffers();
}
