using System.Globalization;
using System.Text.RegularExpressions;
using MySaas.Benchmarks.Common;
using MySaas.Benchmarks.Requests;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Soak;

/// <summary>
/// The memory of the published program, with its background work, under a steady load: what it holds once the code is compiled must not grow with
/// what it has answered.
/// </summary>
internal static partial class MemorySoak
{
    private const int DefaultMinutes = 10;
    private const int WarmUpMinutes = 3;
    private const double MiB = 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string program, string? minutes)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        await using var product = await Server.StartAsync((_, _) => [program], RequestSpeed.Settings(database, "All"));
        var owner = await Owner.SignUpAsync(product, "Engines");
        await AuditRows.FillAsync(database, owner.OrganizationId, owner.UserId);
        var load = new MixedLoad(product, owner);
        await load.RunAsync(WarmUpMinutes);

        var running = load.RunAsync(minutes is null ? DefaultMinutes : int.Parse(minutes, CultureInfo.InvariantCulture));
        var samples = await SampleAsync(product, until: running);
        Print(samples, await running);
        foreach (var (status, messages) in await CountMessagesAsync(database))
            Console.WriteLine($"Messages of the background work that are {status}: {messages}.");
    }

    private static async Task<List<Sample>> SampleAsync(Server product, Task until)
    {
        var (samples, started) = (new List<Sample>(), TimeProvider.System.GetTimestamp());
        using var timer = new PeriodicTimer(Interval);
        while (!until.IsCompleted)
        {
            var metrics = await product.Http.GetStringAsync("/metrics");
            samples.Add(new Sample(
                TimeProvider.System.GetElapsedTime(started).TotalMinutes, product.ResidentBytes() / MiB, SumOf(metrics, "memory_committed") / MiB, SumOf(metrics, "heap") / MiB));
            await timer.WaitForNextTickAsync();
        }

        return samples;
    }

    private static void Print(List<Sample> samples, IReadOnlyDictionary<string, double> answered)
    {
        Console.WriteLine();
        Console.WriteLine($"### Memory in MiB over {samples[^1].Minute:0} minutes, after {WarmUpMinutes} of the same load");
        Console.WriteLine();
        Console.WriteLine("| | first third | last third | most | slope per hour |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        Print("resident", samples, sample => sample.Resident);
        Print("committed by the collector", samples, sample => sample.Committed);
        Print("managed objects", samples, sample => sample.Heap);
        Console.WriteLine();
        Console.WriteLine($"Medians of the resident memory by minute: {string.Join(", ", samples.GroupBy(sample => (int)sample.Minute).Select(minute => Text(minute.Select(sample => sample.Resident).Median())))}.");
        Console.WriteLine($"Answered: {string.Join(", ", answered.Select(one => $"{one.Value:0} of {one.Key}"))}.");
    }

    private static void Print(string what, List<Sample> samples, Func<Sample, double> of)
    {
        var third = samples.Count / 3;
        var (first, last) = (samples.Take(third).Select(of).Median(), samples.TakeLast(third).Select(of).Median());
        Console.WriteLine($"| {what} | {Text(first)} | {Text(last)} | {Text(samples.Max(of))} | {Text(60 * SlopeOf(samples, of))} |");
    }

    /// <summary>Of the line with the least squares, per minute.</summary>
    private static double SlopeOf(List<Sample> samples, Func<Sample, double> of)
    {
        var (middle, mean) = (samples.Average(sample => sample.Minute), samples.Average(of));
        return samples.Sum(sample => (sample.Minute - middle) * (of(sample) - mean)) / samples.Sum(sample => Math.Pow(sample.Minute - middle, 2));
    }

    private static async Task<List<(string Status, long Count)>> CountMessagesAsync(BenchmarkDatabase database)
    {
        var counts = new List<(string, long)>();
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT status, count(*) FROM outbox_messages GROUP BY status ORDER BY status";
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            counts.Add((rows.GetString(0), rows.GetInt64(1)));
        return counts;
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>As of the last collection, over all generations.</summary>
    private static double SumOf(string metrics, string what) => Sizes().Matches(metrics)
        .Where(size => size.Groups[1].Value == what).Sum(size => double.Parse(size.Groups[2].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^dotnet_gc_last_collection_(heap|memory_committed)_size_bytes\{.*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Sizes();

    private sealed record Sample(double Minute, double Resident, double Committed, double Heap);
}
