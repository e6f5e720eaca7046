using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>Workers that die all the time share one queue.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), NonParallelizable]
public sealed class ChaosTests(Engine engine)
{
    private const int Workers = 3;
    private const int People = 2600;
    private const int Seconds = 60;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Each message packs an export of one person: a row with a new id and a new token, and a mail, which is a message again. No
    /// key in the tables forbids a second one, so an effect that happened twice is a second row, and one that was lost is none.
    /// </summary>
    [Test]
    public async Task With_a_worker_killed_every_second_for_a_minute_nothing_is_lost_or_done_twice_and_others_take_over_in_time()
    {
        await using var site = await Site.CreateAsync(engine,
            ("Jobs__LeaseDuration", $"{Lease}"), ("Jobs__PollInterval", "00:00:00.5"), ("Serilog__MinimumLevel__Default", "Warning"));
        await using var migration = await site.CommandAsync("migrate");
        var database = (PostgreSqlDatabase)site.Database;
        var claims = new ClaimLog(database);
        await claims.InstallAsync();
        await using var herd = new Herd(site, claims);
        await herd.GrowToAsync(Workers);
        await AskForExportsAsync(database);

        var deaths = await herd.KillOneEverySecondAsync(Seconds, new Random(Seed: 26));
        await Eventually.GetAsync(
            () => database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages WHERE next_attempt_at IS NOT NULL"),
            open => open == 0, "every message is done or dead", TimeSpan.FromSeconds(45));

        Assert.That(await CountAsync(database, "outbox_messages WHERE status = 'Done' AND history = '[]'"), Is.EqualTo(2 * People), "an export and a mail each");
        Assert.That(await CountAsync(database, "outbox_messages"), Is.EqualTo(2 * People));
        foreach (var (table, person) in new[] { ("account_exports", "user_id"), ("development_emails", "\"to\"") })
        {
            Assert.That(await CountAsync(database, table), Is.EqualTo(People), table);
            Assert.That(await CountAsync(database, $"(SELECT DISTINCT {person} FROM {table}) AS people"), Is.EqualTo(People), table);
        }

        var takeovers = new Takeovers(await claims.ReadAsync(), deaths);
        var lastDone = await database.ScalarAsync<DateTimeOffset>("SELECT max(completed_at) FROM outbox_messages WHERE attempts > 1");
        Assert.That(takeovers.Waits, Has.Count.GreaterThan(20), "the kills hit workers at work");
        Assert.That(takeovers.Waits.Max(), Is.LessThan(2 * Lease));
        Assert.That(takeovers.UptimeBetween(deaths[^1].At, lastDone), Is.LessThan(2 * Lease), "what they held is done, too");
    }

    /// <summary>One message after the other becomes due, so that there is work in every second of the minute.</summary>
    private static Task AskForExportsAsync(PostgreSqlDatabase database) => database.ExecuteAsync($$"""
        INSERT INTO users (id, two_factor_enabled, recovery_code_hashes, used_totp_steps, email, normalized_email, email_confirmed,
            display_name, created_at, version)
        SELECT gen_random_uuid(), false, '{}', '{}', email, email, true, 'Ada', now(), 0
        FROM (SELECT 'person' || n || '@example.test' AS email FROM generate_series(1, {{People}}) AS n) AS people;
        INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at)
        SELECT gen_random_uuid(), 'users.pack_export.v1', json_build_object('userId', id), 'Low', 'Pending', 0, now(),
            now() + row_number() OVER () * interval '{{Seconds}} seconds' / {{People}}
        FROM users;
        """);

    private static Task<long> CountAsync(PostgreSqlDatabase database, string rows) => database.ScalarAsync<long>($"SELECT count(*) FROM {rows}");
}
