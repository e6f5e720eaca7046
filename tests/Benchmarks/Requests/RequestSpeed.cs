using System.Globalization;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>
/// Requests per second of the published program, beside <see cref="Limit"/> over the same database and in turns. Both are under load first: until
/// it is steady, .NET still compiles.
/// </summary>
internal static class RequestSpeed
{
    private const int WarmUp = 15;
    private const int Seconds = 6;
    private const int Rounds = 5;
    private const int Busy = 32;                  // connections
    private const int Quiet = 4;

    private const string SigningKey = "YmVuY2htYXJrLXNpZ25pbmcta2V5LTAwMDAwMDAwMDE=";

    public static async Task RunAsync(BenchmarkDatabase database, string program, string? only)
    {
        await using var limit = await Server.StartAsync(
            (url, _) => [typeof(RequestSpeed).Assembly.Location, Limit.Verb, url, database.Engine.ToString(), database.ConnectionString, SigningKey]);
        Owner owner;
        await using (var first = await Server.StartAsync((_, _) => [program], Settings(database, "All")))
            owner = await Owner.SignUpAsync(first, "Engines");
        // The background work of what is asked for here is measured elsewhere.
        await using var product = await Server.StartAsync((_, _) => [program], Settings(database, "Api"));
        await AuditRows.FillAsync(database, owner.OrganizationId, owner.UserId);

        Console.WriteLine();
        Console.WriteLine($"### {database.Engine}: requests per second at {Busy} connections, and milliseconds to an answer at {Quiet}");
        Console.WriteLine();
        Console.WriteLine("| request | limit | MySaas | ratio | limit, ms | MySaas, ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var workload in Workload.Of(owner.Token, owner.OrganizationId).Where(workload => only is null || workload.Name.Contains(only, StringComparison.Ordinal)))
            await MeasureAsync(workload, limit, product);
    }

    private static async Task MeasureAsync(Workload workload, Server limit, Server product)
    {
        await AskAsync(limit, workload, Busy, WarmUp);
        await AskAsync(product, workload, Busy, 2 * WarmUp);
        var (theirs, ours) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(await AskAsync(limit, workload, Busy, Seconds));
            ours.Add(await AskAsync(product, workload, Busy, Seconds));
        }

        var (theirMedian, ourMedian) = ((await AskAsync(limit, workload, Quiet, Seconds)).Median, (await AskAsync(product, workload, Quiet, Seconds)).Median);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name} | {PerSecond(theirs):N0} | {PerSecond(ours):N0} | {theirs.Zip(ours, (t, o) => o.PerSecond / t.PerSecond).Median():N2} | {theirMedian:N1} | {ourMedian:N1} |"));
    }

    private static Task<Load> AskAsync(Server server, Workload workload, int connections, int seconds) =>
        Wrk.RunAsync(new Uri(server.Http.BaseAddress!, workload.Path), workload.Script, workload.Argument, connections, seconds);

    private static double PerSecond(List<Load> loads) => loads.Select(load => load.PerSecond).Median();

    // As in production but for what that would need: a mail server, and an address with a certificate.
    private static (string, string)[] Settings(BenchmarkDatabase database, string role) =>
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
}
