using System.Globalization;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>
/// A short look at the ratio to <see cref="Limit"/>, for CI: machines there are noisy, so it says no only when something has collapsed, such as a
/// query that is compiled at each request or a lock that all of them take.
/// </summary>
internal static class SpeedGuard
{
    /// <summary>Less than half of what a noisy machine shows.</summary>
    private const double Least = 0.12;

    public static async Task<bool> RunAsync(string program)
    {
        var engine = BenchmarkDatabase.Engines.Last();
        await using var database = await BenchmarkDatabase.CreateAsync(engine);
        var collapsed = (await RequestSpeed.RunAsync(database, program, Pace.Brief, "/users/me")).Where(measured => measured.Ratio < Least).ToList();
        foreach (var (_, request, ratio) in collapsed)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{request} has collapsed to {ratio:0.00} of the limit; less than {Least:0.00} is no noise."));
        return collapsed.Count == 0;
    }
}
