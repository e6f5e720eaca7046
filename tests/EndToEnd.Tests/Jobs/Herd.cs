using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <param name="Worker">Its name in the log of claims.</param>
/// <param name="At">When it was certainly dead.</param>
public sealed record Death(string Worker, DateTimeOffset At);

/// <summary>Worker processes of one site. Whichever is killed is replaced at once.</summary>
internal sealed class Herd(Site site, ClaimLog claims) : IAsyncDisposable
{
    private readonly List<(string Name, Run Run)> _workers = [];
    private int _started;

    /// <summary>Returns once all of them are up.</summary>
    public async Task GrowToAsync(int count)
    {
        while (_workers.Count < count)
            _workers.Add(await StartAsync());
        await Eventually.ThatAsync(
            () => _workers.TrueForAll(worker => worker.Run.Output.Contains("Application started", StringComparison.Ordinal)),
            "all workers are up", TimeSpan.FromSeconds(60));
    }

    /// <summary>Kills one each second, also one that has hardly begun, and starts another in its place.</summary>
    public async Task<IReadOnlyList<Death>> KillOneEverySecondAsync(int seconds, Random random)
    {
        var deaths = new List<Death>();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));       // the pace of the attack; nothing is awaited by it
        while (deaths.Count < seconds && await second.WaitForNextTickAsync())
        {
            var victim = random.Next(_workers.Count);
            var (name, run) = _workers[victim];
            await run.KillAsync();
            deaths.Add(new Death(name, TimeProvider.System.GetUtcNow()));
            await run.DisposeAsync();
            _workers[victim] = await StartAsync();
        }

        return deaths;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, run) in _workers)
            await run.DisposeAsync();
    }

    private async Task<(string, Run)> StartAsync()
    {
        var name = $"worker-{++_started}";
        return (name, await site.RunAsync([("App__Role", "Worker"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), claims.Sign(name)]));
    }
}
