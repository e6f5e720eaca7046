using System.Diagnostics;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>The one place that waits: for an effect that can be seen, and not longer than a limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(15);

    /// <summary>What <paramref name="look"/> saw when it was <paramref name="enough"/>.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> enough, string what, TimeSpan? limit = null)
    {
        var patience = limit ?? DefaultLimit;
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (enough(seen))
                return seen;
            if (watch.Elapsed > patience)
                throw new AssertionException($"Not within {patience.TotalSeconds:0} s: {what}. Last seen: {seen}");
            await Task.Delay(Pause);
        }
    }

    public static Task ThatAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        GetAsync(() => Task.FromResult(condition()), seen => seen, what, limit);
}
