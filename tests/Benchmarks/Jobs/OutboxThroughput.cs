using System.Diagnostics;
using System.Globalization;
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
        await NoOpMessages.FillAsync(database, Messages);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => RawQueue.WorkAsync(database, new JobsOptions().Concurrency))));
        watch.Stop();
        await EnsureAllDoneAsync(database);
        return Messages / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> MeasureOursAsync(BenchmarkDatabase database, int workers)
    {
        await NoOpMessages.FillAsync(database, Messages);
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

    private static async Task EnsureAllDoneAsync(BenchmarkDatabase database)
    {
        var done = await database.ExecuteAsync(database.Engine is DatabaseProvider.Sqlite
            ? """SELECT count(*) FROM "OutboxMessages" WHERE "Status" = 'Done'"""
            : "SELECT count(*) FROM outbox_messages WHERE status = 'Done'");
        if (Convert.ToInt32(done, CultureInfo.InvariantCulture) != Messages)
            throw new InvalidOperationException($"{done} of {Messages} messages are done.");
    }
}
