using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>
/// Milliseconds that somebody who is signed in waits for <c>GET /users/me</c>, while nobody else is there and while 200 clients sign in over and
/// over, each from an address of its own. The limits are those that are shipped; the clients are on the same processors.
/// </summary>
internal static class SignInStorm
{
    private const int Clients = 200;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(10);

    // All that is asked here in a minute is below the limit for one person.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    public static async Task RunAsync(BenchmarkDatabase database, string program)
    {
        await using var product = await Server.StartAsync(
            (_, _) => [program],
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Serilog__MinimumLevel__Default", "Warning"), ("App__KnownProxies__0", "127.0.0.1"),
            ("Database__Provider", database.Engine.ToString()), ("ConnectionStrings__Default", database.ConnectionString));
        await Owner.SignUpAsync(product, "Engines");
        await AskAsync(product.Http, Quiet);                         // until it is steady, .NET still compiles
        var quiet = await AskAsync(product.Http, Quiet);

        Console.WriteLine();
        Console.WriteLine($"### {database.Engine}: milliseconds to an answer of GET /users/me, quiet {Text(quiet.Median())}");
        Console.WriteLine();
        Console.WriteLine($"| {Clients} clients that | median | of the quiet one | 95 % within | signed in | turned away | otherwise |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        await MeasureAsync(product, quiet.Median(), "wait as they are told", (refused, ct) => Task.Delay(refused.Headers.RetryAfter!.Delta!.Value, ct));
        await MeasureAsync(product, quiet.Median(), "come again at once", (_, _) => Task.CompletedTask);
    }

    private static async Task MeasureAsync(Server product, double quiet, string how, Func<HttpResponseMessage, CancellationToken, Task> wait)
    {
        var statuses = new ConcurrentQueue<HttpStatusCode>();
        using var over = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(i => SignInAgainAndAgainAsync(product, $"198.51.100.{i}", wait, statuses, over.Token)).ToList();
        var asked = await AskAsync(product.Http, Storm);
        await over.CancelAsync();
        await Task.WhenAll(clients);

        var (right, away) = (statuses.Count(status => status is HttpStatusCode.OK), statuses.Count(status => status is HttpStatusCode.TooManyRequests));
        Console.WriteLine(
            $"| {how} | {Text(asked.Median())} | {Text(asked.Median() / quiet)} | {Text(asked.Percentile(0.95))} | {right} | {away} | {statuses.Count - right - away} |");
    }

    /// <summary>One request after the other, at a steady pace.</summary>
    private static async Task<List<double>> AskAsync(HttpClient http, TimeSpan length)
    {
        var taken = new List<double>();
        using var pace = new PeriodicTimer(Pace);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < length; await pace.WaitForNextTickAsync())
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync("/api/v1/users/me");
            answer.EnsureSuccessStatusCode();
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return taken;
    }

    private static async Task SignInAgainAndAgainAsync(
        Server product, string from, Func<HttpResponseMessage, CancellationToken, Task> wait, ConcurrentQueue<HttpStatusCode> statuses, CancellationToken over)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = product.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        try
        {
            while (true)
            {
                using var answer = await http.PostAsJsonAsync("/api/v1/auth/login", new { Owner.Email, Owner.Password }, over);
                statuses.Enqueue(answer.StatusCode);
                if (answer.StatusCode is HttpStatusCode.TooManyRequests)
                    await wait(answer, over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The storm is over.
        }
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
