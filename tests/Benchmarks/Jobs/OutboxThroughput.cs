using System.Diagnostics;
using System.Globalization;
using MySaas.Application.Jobs;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Jobs;

/// <summary>
/// No-op messages per second by one and by two workers, beside <see cref="RawQueue"/> with as many connections and the same
/// batch. The two take turns, so that a noisy minute hits both.
/// </summary>
internal static class OutboxThroughput
{
    private const int Rounds = 5;
    private const int WarmUps = 3;                // until the code is compiled for good
    private const int Messages = 20_000;

    // A job of this name there is not: the handler has nothing to do.
    private static readonly JobAskedFor NoOp = new("none");

    public static async Task RunAsync(BenchmarkDatabase database)
    {
        Console.WriteLine();
        Console.WriteLine($"### {database.Engine}: no-op messages per second");
        Console.WriteLine();
        Console.WriteLine("| workers | raw claim and completion | product | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var workers in new[] { 1, 2 })
        {
            var (raw, ours) = (new List<double>(), new List<double>());
            for (var round = -WarmUps; round < Rounds; round++)
            {
                var pair = (Raw: await MeasureRawAsync(database, workers), Ours: await MeasureOursAsync(database, workers));
                if (round < 0)
                    continue;
                raw.Add(pair.Raw);
                ours.Add(pair.Ours);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {workers} | {raw.Median():N0} | {ours.Median():N0} | {raw.Zip(ours, (r, o) => o / r).Median():P0} |"));
        }
    }

    private static async Task<double> MeasureRawAsync(BenchmarkDatabase database, int workers)
    {
        await FillAsync(database);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => RawQueue.WorkAsync(database, new JobsOptions().Concurrency))));
        watch.Stop();
        await EnsureAllDoneAsync(database);
        return Messages / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> MeasureOursAsync(BenchmarkDatabase database, int workers)
    {
        await FillAsync(database);
        var nodes = Enumerable.Range(0, workers).Select(_ => new BenchmarkNode(database)).ToList();
        using var done = new DoneCount(Messages);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(nodes.Select(node => node.StartAsync(works: true)));
        var elapsed = Stopwatch.GetElapsedTime(started, await done.Reached);
        foreach (var node in nodes)
            await node.DisposeAsync();
        await EnsureAllDoneAsync(database);
        return Messages / elapsed.TotalSeconds;
    }

    private static async Task FillAsync(BenchmarkDatabase database)
    {
        var isSqlite = database.Engine is DatabaseProvider.Sqlite;
        var payload = MessageSerializer.Json(NoOp);
        await database.ExecuteAsync(isSqlite ? "DELETE FROM \"OutboxMessages\"" : "TRUNCATE outbox_messages");
        await database.ExecuteAsync(isSqlite
            ? $$"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{Messages}})
                INSERT INTO "OutboxMessages" ("Id", "Type", "Payload", "Priority", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "History")
                SELECT printf('00000000-0000-7000-8000-%012d', i), 'jobs.run.v1', '{{payload}}', 'Normal', 'Pending', 0,
                    '2026-01-01 00:00:00.0000000', '2026-01-01 00:00:00.0000000', '[]' FROM n
                """
            : $$"""
                INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at, history)
                SELECT gen_random_uuid(), 'jobs.run.v1', '{{payload}}', 'Normal', 'Pending', 0, now(), now(), '[]' FROM generate_series(1, {{Messages}})
                """);
        if (!isSqlite)
            await database.ExecuteAsync("VACUUM ANALYZE outbox_messages");
    }

    private static async Task EnsureAllDoneAsync(BenchmarkDatabase database)
    {
        var done = await database.ExecuteAsync(database.Engine is DatabaseProvider.Sqlite
            ? """SELECT count(*) FROM "OutboxMessages" WHERE "Status" = 'Done'"""
            : "SELECT count(*) FROM outbox_messages WHERE status = 'Done'");
        if (Convert.ToInt32(done, CultureInfo.InvariantCulture) != Messages)
            throw new InvalidOperationException($"{done} of {Messages} messages are done.");
    }
}
