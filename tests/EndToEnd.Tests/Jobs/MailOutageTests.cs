using System.Diagnostics;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>Scenario 29 with seconds in place of the hour: nobody who uses the product notices that the mail server is away.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), NonParallelizable]
public sealed class MailOutageTests(Engine engine)
{
    private const int WarmUp = 10;
    private const int Exports = 60;
    private static readonly TimeSpan SmtpTimeout = TimeSpan.FromSeconds(3);

    [TestCase(SmtpTrouble.Closed)]
    [TestCase(SmtpTrouble.Silent)]
    [TestCase(SmtpTrouble.HangsUp)]
    public async Task Requests_are_as_fast_as_ever_and_every_mail_arrives_once_afterwards(SmtpTrouble trouble)
    {
        await using var mails = new SmtpServer();
        await using var site = await Site.CreateAsync(engine,
            [.. mails.Settings, ("Email__Smtp__Timeout", $"{SmtpTimeout}"), ("Email__Smtp__OutagePause", "00:00:01"),
                ("Email__Smtp__MaxOutagePause", "00:00:02"), ("Jobs__RetryBaseDelay", "00:00:00.5"), ("Jobs__PollInterval", "00:00:00.5")]);
        var database = (PostgreSqlDatabase)site.Database;
        var ada = new Person(await site.StartAsync(), "ada@example.test", mails);
        await ada.RegisterAsync();
        await ada.ConfirmAsync();
        await ada.SignInAsync();
        await AskForExportsAsync(ada, WarmUp);                   // the first requests of a process are slow
        var usual = await AskForExportsAsync(ada, Exports);
        var before = 1 + WarmUp + Exports;                       // the first one confirmed the address
        await WaitForMailsAsync(mails, before);

        await mails.ChangeAsync(trouble);
        var duringOutage = await AskForExportsAsync(ada, Exports);
        var bob = new Person(ada.Node, "bob@example.test", mails);
        (await bob.RegisterAsync()).Expect(202);
        await Eventually.GetAsync(
            () => database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages WHERE status = 'Pending' AND last_error IS NOT NULL"),
            waiting => waiting > Exports / 2, "the mails wait, and the product knows why");
        var duringWait = await AskForExportsAsync(ada, Exports);
        var taken = mails.Mails.Count;
        await mails.ChangeAsync(SmtpTrouble.None);
        await WaitForMailsAsync(mails, before + (2 * Exports) + 1);
        await bob.ConfirmAsync();

        Assert.That(taken, Is.EqualTo(before), "none got through before the end of the trouble");
        await Eventually.GetAsync(
            () => database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages WHERE status <> 'Done'"), open => open == 0, "no message is left");
        Assert.That(mails.Mails.Select(mail => mail.Id), Is.Unique);
        Assert.That(mails.Mails, Has.Count.EqualTo(before + (2 * Exports) + 1));
        foreach (var latency in new[] { duringOutage, duringWait })
            Assert.That(latency, Is.LessThan((3 * usual) + TimeSpan.FromMilliseconds(50)));
    }

    private static Task WaitForMailsAsync(SmtpServer mails, int count) =>
        Eventually.ThatAsync(() => mails.Mails.Count >= count, $"{count} mails", TimeSpan.FromSeconds(30));

    /// <summary>The median time of a request, none of which took as long as a mail server that says nothing.</summary>
    private static async Task<TimeSpan> AskForExportsAsync(Person person, int count)
    {
        var times = new List<TimeSpan>();
        for (var request = 0; request < count; request++)
        {
            var watch = Stopwatch.StartNew();
            (await person.PostAsync("/api/v1/users/me/export")).Expect(202);
            times.Add(watch.Elapsed);
        }

        Assert.That(times.Max(), Is.LessThan(SmtpTimeout));
        return times.Order().ElementAt(count / 2);
    }
}
