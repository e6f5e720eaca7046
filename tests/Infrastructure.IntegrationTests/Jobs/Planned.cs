using Microsoft.Extensions.Time.Testing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using Quartz;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>A scheduler that has been given the plan and is not started, so that nothing runs and no clock matters.</summary>
internal sealed class Planned : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly Node _node;

    private Planned(TestDatabase database, Node node, IScheduler scheduler) => (_database, _node, Scheduler) = (database, node, scheduler);

    public IScheduler Scheduler { get; }

    public FakeTimeProvider Clock => _node.Clock;

    public static async Task<Planned> ByAsync(TestDatabase database)
    {
        var node = new Node(database);
        var planned = new Planned(database, node, await node.Get<ISchedulerFactory>().GetScheduler(CancellationToken.None));
        await planned.AgainAsync();
        return planned;
    }

    /// <summary>Plans as a node with these settings does at its start.</summary>
    public async Task AgainAsync(params (string Key, string? Value)[] settings)
    {
        await using var other = new Node(_database, _node.Clock, replace: null, settings);
        await other.Get<JobPlan>().ApplyAsync(Scheduler, CancellationToken.None);
    }

    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await Scheduler.QueryJobs(new JobQuery(), CancellationToken.None)).Items.Select(job => job.Key.Name)];

    public async Task<ICronTrigger?> TriggerAsync(TriggerKey key) => (ICronTrigger?)await Scheduler.GetTrigger(key, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
        await _node.DisposeAsync();
    }
}
