using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>Scenario 26 with one message, to look at closely.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), NonParallelizable]
public sealed class CrashTests(Engine engine)
{
    private const string TheMail = "type = 'notifications.send_email.v1'";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    [Test]
    public async Task A_worker_killed_in_the_middle_of_a_mail_is_replaced_and_the_mail_keeps_its_message_id()
    {
        await using var mails = new SmtpServer();
        await using var site = await Site.CreateAsync(engine,
            [.. mails.Settings, ("Jobs__LeaseDuration", $"{Lease}"), ("Jobs__PollInterval", "00:00:00.5")]);
        var database = (PostgreSqlDatabase)site.Database;
        var api = await site.StartAsync(("App__Role", "Api"));
        var claims = new ClaimLog(database);
        await claims.InstallAsync();
        var first = await site.StartAsync(("App__Role", "Worker"), claims.Sign("first"));
        await mails.ChangeAsync(SmtpTrouble.SilentAfterData);
        var ada = new Person(api, "ada@example.test", mails);

        (await ada.RegisterAsync()).Expect(202);
        await Eventually.ThatAsync(() => mails.Unanswered.Count == 1, "the first worker is in the middle of the mail");
        await site.StartAsync(("App__Role", "Worker"), claims.Sign("second"));
        var leaseEnd = await LeaseEndAsync(database);
        await Eventually.GetAsync(() => LeaseEndAsync(database), end => end > leaseEnd + Lease, "the first worker holds on to the mail");
        await first.KillAsync();
        var diedAt = TimeProvider.System.GetUtcNow();
        await mails.ChangeAsync(SmtpTrouble.None);
        var mail = await ada.WaitForMailAsync("Confirm your email");
        await Eventually.GetAsync(() => database.ScalarAsync<string>($"SELECT status FROM outbox_messages WHERE {TheMail}"), status => status == "Done", "the message is done");

        var position = await database.ScalarAsync<long>($"SELECT position FROM outbox_messages WHERE {TheMail} AND attempts = 2 AND history = '[]'");
        var ofTheMail = (await claims.ReadAsync()).Where(claim => claim.Position == position).ToList();
        Assert.That(ofTheMail.Select(claim => claim.Worker), Is.EqualTo(["first", "second"]), "no third, and none before the kill");
        Assert.That(ofTheMail[1].At - diedAt, Is.GreaterThan(TimeSpan.Zero).And.LessThan(2 * Lease));
        Assert.That(mails.Unanswered, Is.EqualTo([mail.Id]));
        Assert.That(mails.Mails, Is.EqualTo([mail]));
        await ada.ConfirmAsync();
    }

    private static Task<DateTimeOffset> LeaseEndAsync(PostgreSqlDatabase database) =>
        database.ScalarAsync<DateTimeOffset>($"SELECT next_attempt_at FROM outbox_messages WHERE {TheMail} AND status = 'Processing'");
}
