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
    /// <param name="script">In <c>Load/</c>.</param>
    /// <param name="arguments">What the script is told: a token, or a secret.</param>
    /// <exception cref="InvalidOperationException">An answer was none of 2xx: whatever was measured is not what was meant.</exception>
    public static async Task<Load> RunAsync(Uri url, string script, IEnumerable<string> arguments, int connections, int seconds)
    {
        string[] all =
        [
            "-t2", $"-c{connections}", $"-d{seconds}s", "--latency", "--timeout", "10s",
            "-s", Path.Combine(AppContext.BaseDirectory, "Requests/Load", script), url.AbsoluteUri, "--", .. arguments,
        ];
        using var wrk = Process.Start(new ProcessStartInfo("wrk", all) { RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (wrk.ExitCode != 0 || output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"{url}: {output}");
        return new Load(Number(PerSecond().Match(output).Groups[1].Value), MillisecondsOf(HalfOfThem().Match(output)));
    }

    private static double MillisecondsOf(Match time) => Number(time.Groups[1].Value) * time.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex HalfOfThem();
}
