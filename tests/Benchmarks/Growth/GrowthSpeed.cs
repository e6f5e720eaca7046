using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Growth;

/// <summary>Milliseconds that lists, claims, sweeps and counts take with few rows in each table and with many, by turns, and those of a start.</summary>
internal static class GrowthSpeed
{
    private const int Few = 10_000, Many = 1_000_000;
    private const int Turns = 300, WarmUp = 40, Starts = 7;

    public static async Task RunAsync(string program)
    {
        await using var few = await CrowdedDatabase.FillAsync(Few);
        await using var many = await CrowdedDatabase.FillAsync(Many);
        Console.WriteLine();
        Console.WriteLine($"### PostgreSql: {Few:N0} rows in each table beside {Many:N0}, median ms");
        Console.WriteLine();
        Console.WriteLine($"| what | {Few:N0} | {Many:N0} | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var work in Work.All)
            await CompareAsync(work.Name, Turns, WarmUp, () => TimeAsync(few, work), () => TimeAsync(many, work));
        await CompareAsync("start, until /healthz answers", Starts, warmUp: 1, () => StartAsync(few, program), () => StartAsync(many, program));
    }

    private static async Task CompareAsync(string name, int turns, int warmUp, Func<Task<double>> few, Func<Task<double>> many)
    {
        var (ofFew, ofMany) = (new List<double>(), new List<double>());
        for (var i = -warmUp; i < turns; i++)
        {
            // Who comes second finds the processor's caches warm, so they take turns in that, too.
            var manyFirst = i % 2 == 0 ? await many() : 0;
            var now = (Few: await few(), Many: i % 2 == 0 ? manyFirst : await many());
            if (i < 0)
                continue;
            ofFew.Add(now.Few);
            ofMany.Add(now.Many);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {ofFew.Median():N2} | {ofMany.Median():N2} | {ofMany.Median() / ofFew.Median():N2} |"));
    }

    // What a sweep deletes is there again for the next turn.
    private static async Task<double> TimeAsync(CrowdedDatabase database, Work work)
    {
        await using var scope = database.Node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(CrowdedDatabase.Asked);
        await using var undone = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.BeginTransactionAsync();
        var started = Stopwatch.GetTimestamp();
        await work.DoAsync(scope.ServiceProvider, database.Now);
        var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await undone.RollbackAsync();
        if (work.Undo is { } undo)
            await database.Database.ExecuteAsync(undo);
        return taken;
    }

    private static async Task<double> StartAsync(CrowdedDatabase database, string program)
    {
        var started = Stopwatch.GetTimestamp();
        await using var product = await Server.StartAsync(
            (_, _) => [program],
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Serilog__MinimumLevel__Default", "Warning"),
            ("Database__Provider", database.Database.Engine.ToString()), ("ConnectionStrings__Default", database.Database.ConnectionString));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
