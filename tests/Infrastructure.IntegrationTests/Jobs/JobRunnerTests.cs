using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Jobs;
using MySaas.Application.Notifications;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>A run and the row that tells of it.</summary>
internal sealed class JobRunnerTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly Job Sweep = new("sweep", "0 0 0 * * ?", OnMissedRun.Skip, new SweepOutbox(), new PruneDevelopmentEmails(Limit: 10));

    [Test]
    public async Task Steps_run_one_after_the_other_and_a_batch_until_it_is_not_full()
    {
        var answers = new Queue<int>([10, 10, 3]);
        await using var node = NodeThat(sweep: _ => Task.FromResult(4), prune: _ => Task.FromResult(answers.Dequeue()));

        await node.Get<IJobRunner>().RunAsync(Sweep, JobTrigger.Manual, CancellationToken.None);

        var run = await RunAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.Name, run.Trigger, run.Outcome, run.Count, run.Error), Is.EqualTo(("sweep", JobTrigger.Manual, JobOutcome.Succeeded, (int?)27, (string?)null)));
            Assert.That((run.StartedAt, run.FinishedAt), Is.EqualTo((Node.Monday, (DateTimeOffset?)Node.Monday)));
            Assert.That(run.Node, Does.StartWith(Environment.MachineName[..Math.Min(20, Environment.MachineName.Length)]).And.Contain($"/{Environment.ProcessId}/"));
        }
    }

    [Test]
    public async Task A_failure_is_in_the_history_with_what_was_done_before_it_and_is_not_thrown()
    {
        await using var node = NodeThat(sweep: _ => Task.FromResult(4), prune: _ => throw new InvalidOperationException("The disk is full."));

        await node.Get<IJobRunner>().RunAsync(Sweep, JobTrigger.Schedule, CancellationToken.None);

        var run = await RunAsync();
        Assert.That((run.Outcome, run.Count, run.Error), Is.EqualTo((JobOutcome.Failed, (int?)4, "InvalidOperationException: The disk is full.")));
    }

    [Test]
    public async Task A_very_long_error_is_cut_to_its_column()
    {
        await using var node = NodeThat(sweep: _ => throw new InvalidOperationException(new string('x', 5000)), prune: _ => Task.FromResult(0));

        await node.Get<IJobRunner>().RunAsync(Sweep, JobTrigger.Schedule, CancellationToken.None);

        Assert.That((await RunAsync()).Error, Has.Length.EqualTo(JobRunConfiguration.MaxErrorLength));
    }

    [Test]
    public async Task A_run_that_is_cut_short_says_so_to_both()
    {
        using var shutdown = new CancellationTokenSource();
        await using var node = NodeThat(sweep: ct => { shutdown.Cancel(); return Task.FromCanceled<int>(ct); }, prune: _ => Task.FromResult(0));

        Assert.That(
            () => node.Get<IJobRunner>().RunAsync(Sweep, JobTrigger.Schedule, shutdown.Token),
            Throws.InstanceOf<OperationCanceledException>());

        var run = await RunAsync();
        Assert.That((run.Outcome, run.FinishedAt, run.Error), Is.EqualTo((JobOutcome.Failed, (DateTimeOffset?)Node.Monday, "The run was cut short, as by the shutdown of its node.")));
    }

    [Test]
    public async Task While_it_runs_and_after_a_crash_the_row_says_running()
    {
        JobRunDto? seen = null;
        await using var node = NodeThat(
            sweep: async _ => { seen = (await ListAsync(Sweep.Name)).Single(); return 0; }, prune: _ => Task.FromResult(0));

        await node.Get<IJobRunner>().RunAsync(Sweep, JobTrigger.Schedule, CancellationToken.None);

        Assert.That(seen, Is.EqualTo(new JobRunDto(Node.Monday, null, NodeName.Value, JobTrigger.Schedule, JobOutcome.Running, null, null)));
    }

    [Test]
    public async Task Old_runs_go_but_the_last_twenty_of_each_job_stay()
    {
        await AddRunsAsync("outbox-sweep", count: 25, from: Node.Now);
        await AddRunsAsync("job-history", count: 3, from: Node.Now);
        Node.Clock.Advance(TimeSpan.FromDays(31));
        await AddRunsAsync("outbox-sweep", count: 2, from: Node.Now);

        var deleted = await Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new PruneJobRuns(Limit: 4)))
            + await Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new PruneJobRuns()));

        var left = await ListAsync("outbox-sweep");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deleted, Is.EqualTo(7));
            Assert.That(left, Has.Count.EqualTo(20));
            Assert.That(left.Select(run => run.StartedAt), Is.Ordered.Descending);
            Assert.That(left[2].StartedAt, Is.EqualTo(Node.Monday.AddMinutes(24)), "the newest of the old");
            Assert.That(await ListAsync("job-history"), Has.Count.EqualTo(3));
        }
    }

    private Task AddRunsAsync(string name, int count, DateTimeOffset from) => Node.CommitAsync(db => db.AddRange(
        Enumerable.Range(0, count).Select(minute => new JobRun(name, JobTrigger.Schedule, "node-1", from.AddMinutes(minute)))));

    private Task<IReadOnlyList<JobRunDto>> ListAsync(string name) =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IJobRunRepository>().ListAsync(name, 100, CancellationToken.None));

    private Node NodeThat(Func<CancellationToken, Task<int>> sweep, Func<CancellationToken, Task<int>> prune) => new(
        Database, Node.Clock, services =>
        {
            services.AddScoped<IRequestHandler<SweepOutbox, int>>(_ => new Handler<SweepOutbox>(sweep));
            services.AddScoped<IRequestHandler<PruneDevelopmentEmails, int>>(_ => new Handler<PruneDevelopmentEmails>(prune));
        });

    private async Task<JobRun> RunAsync()
    {
        await using var db = Database.Open();
        return await db.JobRuns.SingleAsync();
    }

    private sealed class Handler<TStep>(Func<CancellationToken, Task<int>> handle) : IRequestHandler<TStep, int> where TStep : IJobStep
    {
        public Task<int> Handle(TStep request, CancellationToken cancellationToken) => handle(cancellationToken);
    }
}
