using System.Globalization;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>Scenario 28: several nodes, one schedule.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), Parallelizable]
public sealed class ScheduleTests(Engine engine)
{
    private const string Job = "done-messages";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly (string, string) EveryPeriod = ("Jobs__Schedules__done_messages__Cron", "0/2 * * * * ?");

    // Quartz looks for dead nodes every 10 s and gives each 7.5 s more.
    private static readonly TimeSpan NoticeOfDeath = TimeSpan.FromSeconds(40);

    [Test]
    public async Task Each_time_fires_once_on_three_nodes_also_when_the_node_of_the_last_run_is_killed()
    {
        await using var site = await Site.CreateAsync(engine, EveryPeriod);
        var database = (PostgreSqlDatabase)site.Database;
        var log = new FireLog(database);
        await log.InstallAsync();
        Node[] nodes = [await site.StartAsync(), await site.StartAsync(), await site.StartAsync()];
        foreach (var node in nodes)
            await node.WaitUntilReadyAsync();
        var sofar = (await RunsAsync(database)).Count;

        var seen = await WaitForRunsAsync(database, runs => runs.Count >= sofar + 3 && runs[^1].Outcome != "Running");
        await nodes.Single(node => IsOf(node, seen[^1].Node)).KillAsync();
        await WaitForRunsAsync(database, runs => runs.Skip(seen.Count).Count() >= 4);
        foreach (var node in nodes.Where(node => !node.Run.HasExited))
            Assert.That(await node.StopAsync(), Is.Zero);

        var due = await log.ReadAsync(Job);
        var runs = await RunsAsync(database);
        Assert.That(due, Is.EqualTo(due.Select((_, number) => due[0] + (number * Period))), "each time once, and none left out");
        Assert.That(runs, Has.Count.EqualTo(due.Count), "one run for each");
        Assert.That(runs.Select(run => (run.Trigger, run.Outcome)), Is.All.EqualTo(("Schedule", "Succeeded")));
        Assert.That(runs.Skip(seen.Count).Select(run => run.Node), Is.All.Not.EqualTo(seen[^1].Node));
    }

    [Test]
    public async Task An_administrator_runs_a_job_through_a_node_that_runs_none_and_nobody_else_does()
    {
        await using var site = await Site.CreateAsync(engine, ("Jobs__Schedules__done_messages__Enabled", "false"));
        var api = await site.StartAsync(("App__Role", "Api"));
        var worker = await site.StartAsync(("App__Role", "Worker"));
        var admin = await Person.JoinAsync(api, "admin@mysaas.local");
        var ada = await Person.JoinAsync(api, "ada@example.test");

        (await ada.PostAsync($"/api/v1/admin/jobs/{Job}/run")).Expect(403);
        (await api.PostAsync($"/api/v1/admin/jobs/{Job}/run")).Expect(401);
        (await admin.PostAsync("/api/v1/admin/jobs/no-such-job/run")).Expect(404);
        var runsBefore = await RunsAsync((PostgreSqlDatabase)site.Database);
        (await admin.PostAsync($"/api/v1/admin/jobs/{Job}/run")).Expect(202);
        var job = await Eventually.GetAsync(
            async () => (await admin.GetAsync("/api/v1/admin/jobs")).Expect(200).Json.GetProperty("items").EnumerateArray().Single(job => job.Text("name") == Job),
            job => job.GetProperty("runs").EnumerateArray().Any(run => run.Text("outcome") != "running"), "the run is over");

        var run = job.GetProperty("runs").EnumerateArray().Single();
        Assert.That(runsBefore, Is.Empty);
        Assert.That((run.Text("trigger"), run.Text("outcome")), Is.EqualTo(("manual", "succeeded")));
        Assert.That(IsOf(worker, run.Text("node")));
        Assert.That(job.GetProperty("enabled").GetBoolean(), Is.False, "by hand it runs all the same");
    }

    private static Task<IReadOnlyList<JobRun>> WaitForRunsAsync(PostgreSqlDatabase database, Func<IReadOnlyList<JobRun>, bool> enough) =>
        Eventually.GetAsync(() => RunsAsync(database), enough, $"runs of {Job}", NoticeOfDeath);

    private static Task<IReadOnlyList<JobRun>> RunsAsync(PostgreSqlDatabase database) => database.QueryAsync(
        $"SELECT node, trigger, outcome FROM job_runs WHERE name = '{Job}' ORDER BY started_at, id",
        row => new JobRun(row.GetString(0), row.GetString(1), row.GetString(2)));

    // A node's name is its machine, its process and something random.
    private static bool IsOf(Node node, string name) => name.Split('/')[1] == node.Run.ProcessId.ToString(CultureInfo.InvariantCulture);

    private sealed record JobRun(string Node, string Trigger, string Outcome);
}
