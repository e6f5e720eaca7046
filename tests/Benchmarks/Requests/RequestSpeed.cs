using System.Globalization;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>
/// Requests per second of the published program, beside <see cref="Limit"/> over the same database and in turns. Both are under load first: until
/// it is steady, .NET still compiles.
/// </summary>
internal static class RequestSpeed
{
    private const int Quiet = 4;                  // connections

    private const string SigningKey = "YmVuY2htYXJrLXNpZ25pbmcta2V5LTAwMDAwMDAwMDE=";

    /// <summary>All of them on all engines, which makes a chart, or those that are named.</summary>
    /// <param name="program">The published program.</param>
    /// <param name="words">A part of a workload's name, and <c>--brief</c> to see only that everything works.</param>
    public static async Task RunAsync(string program, string[] words)
    {
        var (pace, only) = (words.Contains("--brief") ? Pace.Brief : Pace.Steady, words.FirstOrDefault(word => word != "--brief"));
        var measured = new List<(string, string, double)>();
        foreach (var engine in BenchmarkDatabase.Engines)
        {
            await using var database = await BenchmarkDatabase.CreateAsync(engine);
            measured.AddRange(await RunAsync(database, program, pace, only));
        }

        if (only is null && pace == Pace.Steady)
            RatioChart.Write("docs/requests.svg", measured);
    }

    /// <summary>The share of the limit that each workload reached; prints it, too.</summary>
    /// <param name="database">An empty one.</param>
    /// <param name="program">The published program.</param>
    /// <param name="pace">How long.</param>
    /// <param name="only">Words in the workload's name; null for all of them.</param>
    public static async Task<IReadOnlyList<(string Engine, string Request, double Ratio)>> RunAsync(BenchmarkDatabase database, string program, Pace pace, string? only)
    {
        await using var limit = await Server.StartAsync(
            (url, _) => [typeof(RequestSpeed).Assembly.Location, Limit.Verb, url, database.Engine.ToString(), database.ConnectionString, SigningKey]);
        Owner owner;
        await using (var first = await Server.StartAsync((_, _) => [program], Settings(database, "All")))
            owner = await Owner.SignUpAsync(first, "Engines");
        // The background work of what is asked for here is measured elsewhere.
        await using var product = await Server.StartAsync((_, _) => [program], Settings(database, "Api"));
        var workloads = Workload.Of(owner.Token, owner.OrganizationId).Where(workload => only is null || workload.Name.Contains(only, StringComparison.Ordinal)).ToList();
        if (workloads.Exists(workload => workload.Path.Contains("audit-log", StringComparison.Ordinal)))
            await AuditRows.FillAsync(database, owner.OrganizationId, owner.UserId);

        Console.WriteLine();
        Console.WriteLine($"### {database.Engine}: requests per second, and milliseconds to an answer at {Quiet} connections");
        Console.WriteLine();
        Console.WriteLine("| request | connections | limit | MySaas | ratio | limit, ms | MySaas, ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        var measured = new List<(string, string, double)>();
        foreach (var workload in workloads)
            measured.Add((database.Engine.ToString(), workload.Name, await MeasureAsync(workload, database, limit, product, pace)));
        return measured;
    }

    /// <summary>As in production but for what that would need: a mail server, and an address with a certificate.</summary>
    public static (string, string)[] Settings(BenchmarkDatabase database, string role) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("App__Role", role),
        ("Database__Provider", database.Engine.ToString()),
        ("ConnectionStrings__Default", database.ConnectionString),
        ("Auth__SigningKeys__0", SigningKey),
        ("Auth__AccessTokenLifetime", "01:00:00"),
        ("RateLimits__Enabled", "false"),
        ("Stripe__WebhookSecrets__0", Workload.WebhookSecret),
    ];

    private static async Task<double> MeasureAsync(Workload workload, BenchmarkDatabase database, Server limit, Server product, Pace pace)
    {
        await Agreement.CheckAsync(workload, database, limit, product);
        await AskAsync(limit, workload, workload.Connections, pace.WarmUp);
        await AskAsync(product, workload, workload.Connections, 2 * pace.WarmUp);
        var (theirs, ours) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < pace.Rounds; round++)
        {
            theirs.Add(await AskAsync(limit, workload, workload.Connections, pace.Seconds));
            ours.Add(await AskAsync(product, workload, workload.Connections, pace.Seconds));
        }

        var (theirMedian, ourMedian) = ((await AskAsync(limit, workload, Quiet, pace.Seconds)).Median, (await AskAsync(product, workload, Quiet, pace.Seconds)).Median);
        var ratio = theirs.Zip(ours, (t, o) => o.PerSecond / t.PerSecond).Median();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name} | {workload.Connections} | {PerSecond(theirs):N0} | {PerSecond(ours):N0} | {ratio:N2} | {theirMedian:N1} | {ourMedian:N1} |"));
        return ratio;
    }

    private static Task<Load> AskAsync(Server server, Workload workload, int connections, int seconds) =>
        Wrk.RunAsync(workload.At(server), workload, connections, seconds);

    private static double PerSecond(List<Load> loads) => loads.Select(load => load.PerSecond).Median();
}

/// <summary>How long something is measured.</summary>
/// <param name="WarmUp">Seconds under load before the first round; twice as many for the product, which has more to compile.</param>
/// <param name="Seconds">Of a round.</param>
/// <param name="Rounds">Of each program, in turns.</param>
internal sealed record Pace(int WarmUp, int Seconds, int Rounds)
{
    public static Pace Steady { get; } = new(WarmUp: 15, Seconds: 6, Rounds: 5);

    /// <summary>Enough to notice a collapse, and no figure to quote.</summary>
    public static Pace Brief { get; } = new(WarmUp: 4, Seconds: 3, Rounds: 3);
}
