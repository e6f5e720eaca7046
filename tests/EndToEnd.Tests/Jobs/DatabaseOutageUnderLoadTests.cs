using System.Diagnostics;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>The database is away for half a minute while people register and workers are at work.</summary>
[TestFixtureSource(typeof(PostgreSqlServer), nameof(PostgreSqlServer.Engines)), NonParallelizable]
public sealed class DatabaseOutageUnderLoadTests(Engine engine)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Nothing_acknowledged_is_lost_everything_recovers_by_itself_and_the_logs_stay_calm()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var mails = new SmtpServer();
        await using var site = Site.Create(await PostgreSqlDatabase.CreateAsync(server.ConnectionString),
            [.. mails.Settings, ("Jobs__LeaseDuration", "00:00:03"), ("Jobs__PollInterval", "00:00:01"), ("Jobs__Schedules__outbox_sweep__Cron", "0/2 * * * * ?")]);
        var database = (PostgreSqlDatabase)site.Database;
        var api = await site.StartAsync(("App__Role", "Api"));
        Node[] nodes = [api, await site.StartAsync(("App__Role", "Worker")), await site.StartAsync(("App__Role", "Worker"))];
        var exports = new Exports(database, people: 1500);
        await exports.AskForAsync(seconds: 45);
        await using var crowd = new Crowd(api, people: 4);
        await Eventually.ThatAsync(() => crowd.Acknowledged.Count >= 20, "people register", Recovery);

        var quietLines = nodes.Select(node => node.Run.StandardOutput.Count).ToList();
        await server.CrashAsync();
        var outage = Stopwatch.StartNew();
        await Eventually.ThatAsync(() => outage.Elapsed > Outage, "the outage has its time", 2 * Outage);
        var duringOutage = await Task.WhenAll(nodes.Select(node => node.StatusAsync("/readyz")));
        var (acknowledged, refused) = (crowd.Acknowledged.Count, crowd.Refusals);
        await server.StartAgainAsync();
        var backAt = TimeProvider.System.GetUtcNow();
        await Eventually.ThatAsync(() => crowd.Acknowledged.Count >= acknowledged + 20, "people register again", Recovery);
        await crowd.GoHomeAsync();
        await exports.WaitForAllAsync(2 * Recovery);
        foreach (var node in nodes)
            await node.WaitUntilReadyAsync(Recovery);
        await Eventually.GetAsync(
            () => database.ScalarAsync<long>($"SELECT count(*) FROM job_runs WHERE outcome = 'Succeeded' AND started_at > '{backAt:O}'"),
            runs => runs >= 2, "the scheduler goes on", 2 * Recovery);

        Assert.That(engine, Is.EqualTo(Engine.PostgreSql));
        Assert.That(duringOutage, Is.All.EqualTo(503));
        Assert.That(refused, Is.GreaterThan(20));
        await exports.ExpectOneEachAsync();
        // A mail that the server took just before the crash may come again, under its Message-ID.
        var arrived = mails.Mails.DistinctBy(mail => mail.Id).Select(mail => mail.To).ToList();
        Assert.That(arrived, Is.Unique);
        Assert.That(crowd.Acknowledged, Is.SubsetOf(arrived));
        foreach (var (node, quiet) in nodes.Zip(quietLines))
            ExpectCalm([.. node.Run.StandardOutput.Skip(quiet)]);
    }

    private static void ExpectCalm(IReadOnlyList<string> lines)
    {
        Assert.That(lines.Where(line => line.StartsWith("   at ", StringComparison.Ordinal)), Is.Empty, "stack traces");
        Assert.That(lines.Where(line => line.Contains(" WRN ") || line.Contains(" ERR ") || line.Contains(" FTL ")).ToList(), Has.Count.LessThan(200));
    }
}
