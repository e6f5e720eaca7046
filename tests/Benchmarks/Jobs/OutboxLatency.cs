using System.Diagnostics;
using System.Globalization;
using MySaas.Application.Jobs;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Jobs;

/// <summary>From before the commit of a message to its completion, while nothing else is to do.</summary>
internal static class OutboxLatency
{
    private const int Messages = 300;

    public static async Task RunAsync(BenchmarkDatabase database)
    {
        Console.WriteLine();
        Console.WriteLine($"### {database.Engine}: from the request for a message to its completion, idle, ms");
        Console.WriteLine();
        Console.WriteLine("| asked for by | median | 95 % |");
        Console.WriteLine("| --- | --- | --- |");
        await using var worker = new BenchmarkNode(database);
        await worker.StartAsync(works: true);
        await MeasureAsync("the worker's process", worker);
        if (database.Engine is DatabaseProvider.Sqlite)
            return;                              // without a call between processes it is the poll interval

        await using var other = new BenchmarkNode(database);
        await other.StartAsync(works: false);
        await MeasureAsync("another node", other);
    }

    private static async Task MeasureAsync(string who, BenchmarkNode node)
    {
        var times = new List<double>();
        for (var i = -20; i < Messages; i++)
        {
            using var done = new DoneCount(1);
            var started = Stopwatch.GetTimestamp();
            await node.CommitAsync(new JobAskedFor("none"));
            var elapsed = Stopwatch.GetElapsedTime(started, await done.Reached);
            if (i >= 0)
                times.Add(elapsed.TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {who} | {times.Median():N1} | {times.Percentile(0.95):N1} |"));
    }
}
