using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>Workers that die all the time share one queue.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), NonParallelizable]
public sealed class ChaosTests(Engine engine)
{
    private const int Workers = 3;
    private const int People = 2500;
    private const int Seconds = 60;

    // What is due goes first come, first served: on a machine that is busy with starts, what a dead worker held would wait behind a backlog,
    // and that is not what is measured here.
    private const int SecondsOfWork = 80;

    // Somebody has to be there who takes over: in this order of kills never all are dead or starting for more than 6 s, even on a
    // machine so busy that a start takes 6 s.
    private const int Seed = 65;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    [Test]
    public async Task With_a_worker_killed_every_second_for_a_minute_nothing_is_lost_or_done_twice_and_others_take_over_in_time()
    {
        await using var site = await Site.CreateAsync(engine,
            ("Jobs__LeaseDuration", $"{Lease}"), ("Jobs__PollInterval", "00:00:00.5"), ("Serilog__MinimumLevel__Default", "Warning"));
        var database = (PostgreSqlDatabase)site.Database;
        var claims = new ClaimLog(database);
        await claims.InstallAsync();
        await using var herd = new Herd(site, claims);
        await herd.GrowToAsync(Workers);
        var exports = new Exports(database, People);
        await exports.AskForAsync(SecondsOfWork);

        var deaths = await herd.KillOneEverySecondAsync(Seconds, new Random(Seed));
        await exports.WaitForAllAsync(TimeSpan.FromSeconds(60));

        await exports.ExpectOneEachAsync();
        Assert.That(await database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages WHERE history = '[]'"), Is.EqualTo(2 * People), "an export and a mail each");
        Assert.That(await database.ScalarAsync<long>("SELECT count(*) FROM development_emails"), Is.EqualTo(People));
        Assert.That(await database.ScalarAsync<long>("SELECT count(DISTINCT \"to\") FROM development_emails"), Is.EqualTo(People));

        var takeovers = new Takeovers(await claims.ReadAsync(), deaths);
        var lastDone = await database.ScalarAsync<DateTimeOffset>("SELECT max(completed_at) FROM outbox_messages WHERE attempts > 1");
        Assert.That(takeovers.Waits, Has.Count.GreaterThan(20), "the kills hit workers at work");
        Assert.That(takeovers.Waits.Max(), Is.LessThan(2 * Lease));
        Assert.That(takeovers.UptimeBetween(deaths[^1].At, lastDone), Is.LessThan(2 * Lease), "what they held is done, too");
    }
}
