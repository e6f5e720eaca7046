using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MySaas.Benchmarks.Requests;

/// <summary>What wrk saw.</summary>
/// <param name="PerSecond">Requests that were answered.</param>
/// <param name="Median">Milliseconds from a request to its answer.</param>
internal sealed record Load(double PerSecond, double Median);

/// <summary>Requests as fast as they are answered, by wrk, which costs the two cores less than a client in .NET.</summary>
internal static partial class Wrk
{
    /// <exception cref="InvalidOperationException">An answer was none of 2xx, or there was none: whatever was measured is not what was meant.</exception>
    public static async Task<Load> RunAsync(Uri url, Workload workload, int connections, int seconds) => LoadOf(
        url,
        await StartAsync(
            ["-t2", $"-c{connections}", $"-d{seconds}s", "--latency", "--timeout", "10s", "-s", PathOf(workload.Script), url.AbsoluteUri, "--", .. workload.Arguments]));

    /// <summary>With a pause before each request.</summary>
    /// <exception cref="InvalidOperationException">As above.</exception>
    public static async Task<Load> PacedAsync(Uri url, Workload workload, int connections, int pauseInMilliseconds, int seconds) => LoadOf(
        url,
        await StartAsync(
            ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", "--timeout", "10s", "-s", PathOf("paced.lua"), url.AbsoluteUri, "--", .. workload.Arguments],
            ("SCRIPT", PathOf(workload.Script)), ("PAUSE", pauseInMilliseconds.ToString(CultureInfo.InvariantCulture))));

    /// <summary>One request of the workload, and what the server says to it.</summary>
    public static async Task<Answer> OnceAsync(Uri url, Workload workload)
    {
        var output = await StartAsync(
            ["-t1", "-c1", "-d10s", "--timeout", "10s", "-s", PathOf("once.lua"), url.AbsoluteUri, "--", .. workload.Arguments], ("SCRIPT", PathOf(workload.Script)));
        return FirstAnswer().Match(output) is { Success: true } answer
            ? new Answer(int.Parse(answer.Groups[1].Value, CultureInfo.InvariantCulture), answer.Groups[2].Value)
            : throw new InvalidOperationException($"{url}: {output}");
    }

    private static async Task<string> StartAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return wrk.ExitCode == 0 ? output : throw new InvalidOperationException($"wrk: {output}");
    }

    private static Load LoadOf(Uri url, string output)
    {
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"{url}: {output}");
        return Number(PerSecond().Match(output).Groups[1].Value) is > 0 and var perSecond
            ? new Load(perSecond, MillisecondsOf(HalfOfThem().Match(output)))
            : throw new InvalidOperationException($"{url}: nothing was answered in time. {output}");
    }

    private static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "Requests/Load", script);

    private static double MillisecondsOf(Match time) => Number(time.Groups[1].Value) * time.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex("^answer ([0-9]+) (.*)$", RegexOptions.Multiline)]
    private static partial Regex FirstAnswer();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex HalfOfThem();
}
