using System.Diagnostics;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>Waits for an effect that can be observed. The only place where a test waits at all.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>The first answer that is not null.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> look, string what) where T : class
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(Interval))
            if (await look() is { } found)
                return found;
        throw new AssertionException($"Not within {Patience.TotalSeconds} s: {what}.");
    }

    public static Task HoldsAsync(Func<Task<bool>> condition, string what) =>
        GetAsync(async () => await condition() ? "yes" : null, what);
}
