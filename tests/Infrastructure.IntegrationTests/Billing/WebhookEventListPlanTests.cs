using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>What a list of events costs does not depend on how many there are.</summary>
internal sealed partial class WebhookEventListPlanTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private const int Done = 200_000, Ignored = 100, Dead = 100, Waiting = 100;

    private readonly PlanWatch _plans = new();

    [Test]
    public async Task A_page_reads_a_few_rows_of_many()
    {
        if (Engine is not DatabaseProvider.PostgreSql)
            Assert.Pass("Only PostgreSQL tells what a statement has read.");
        await FillAsync();
        await using var node = new Node(Database, replace: services => Node.Intercept(services, Engine, _plans));

        foreach (var status in Enum.GetValues<WebhookEventStatus>().Select(status => (WebhookEventStatus?)status).Append(null))
            foreach (var type in new[] { null, "invoice.paid" })
            {
                var page = new PageRequest(After: null, PageRequest.DefaultLimit);
                await node.InScopeAsync(scope => scope.GetRequiredService<IWebhookEventReads>().ListAsync(status, type, page, CancellationToken.None));
                Assert.That(_plans.Buffers, Is.LessThan(2_000), $"{status} {type}: {_plans.Last}");
            }
    }

    // Bigger than memory wants to hold as objects, so the server makes the rows up. One in seven is of the type that is asked for.
    private async Task FillAsync()
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync($$"""
            INSERT INTO webhook_events (id, event_id, type, payload, occurred_at, received_at, is_ignored, message_id, processed_at, attempts, version)
            SELECT (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 'evt_' || i, CASE WHEN i % 7 = 0 THEN 'invoice.paid' ELSE 'customer.updated' END, '{}', now(), now(),
                i % {{Done / Ignored}} = 0, CASE WHEN i % {{Done / Ignored}} = 0 THEN NULL ELSE gen_random_uuid() END,
                CASE WHEN i % {{Done / Ignored}} = 0 OR i > {{Done}} THEN NULL ELSE now() END, 1, 0
            FROM generate_series(1, {{Done + Dead + Waiting}}) AS i
            """);
        await db.Database.ExecuteSqlAsync($$"""
            INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at, completed_at, history)
            SELECT message_id, {{ProcessWebhookEvent.StoredName}}, '{}', 'Normal',
                CASE WHEN processed_at IS NOT NULL THEN 'Done' WHEN row_number() OVER (ORDER BY id DESC) <= {{Dead}} THEN 'Dead' ELSE 'Pending' END,
                1, now(), CASE WHEN processed_at IS NULL AND row_number() OVER (ORDER BY id DESC) > {{Dead}} THEN now() END, now(), '[]'
            FROM webhook_events WHERE message_id IS NOT NULL
            """);
        await db.Database.ExecuteSqlAsync($"ANALYZE webhook_events, outbox_messages");
    }

    /// <summary>Asks for the plan of each query before it runs.</summary>
    private sealed partial class PlanWatch : DbCommandInterceptor
    {
        public string Last { get; private set; } = "";

        /// <summary>Pages of eight kilobytes that the last query touched.</summary>
        public int Buffers => Touched().Matches(Last).Max(node => Number(node.Groups[1]) + Number(node.Groups[2]));

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await using var explain = command.Connection!.CreateCommand();
            explain.CommandText = $"EXPLAIN (ANALYZE, BUFFERS) {command.CommandText}";
            foreach (DbParameter parameter in command.Parameters)
                explain.Parameters.Add(((ICloneable)parameter).Clone());
            await using var rows = await explain.ExecuteReaderAsync(cancellationToken);
            var lines = new List<string>();
            while (await rows.ReadAsync(cancellationToken))
                lines.Add(rows.GetString(0));
            Last = string.Join('\n', lines);
            return result;
        }

        private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

        [GeneratedRegex(@"Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?")]
        private static partial Regex Touched();
    }
}
