using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>Connections are opened seldom, never too many, and closed when nobody needs them.</summary>
[TestFixture]
internal sealed class SmtpConnectionPoolTests : SmtpTests
{
    private static readonly TimeSpan IdleTimeout = new EmailOptions.SmtpOptions().IdleTimeout;

    [Test]
    public async Task Mails_that_follow_each_other_share_a_connection()
    {
        await using (var mailer = new Mailer(Server.Port))
        {
            foreach (var number in Enumerable.Range(1, 5))
                await mailer.SendAsync($"ada{number}@example.com");
        }

        var mails = await Server.CloseAsync();
        Assert.That(mails.Select(mail => mail.To[0]), Is.EqualTo(Enumerable.Range(1, 5).Select(number => $"ada{number}@example.com")));
        Assert.That(Server.Opened, Is.EqualTo(1));
        Assert.That(Server.Quits, Is.EqualTo(1));
    }

    [TestCase("busy@example.com")]
    [TestCase("unknown@example.com")]
    [TestCase("spam@example.com")]
    public async Task A_refused_mail_does_not_cost_the_connection(string to)
    {
        await using var mailer = new Mailer(Server.Port);
        Assert.That(() => mailer.SendAsync(to), Throws.Exception);

        await mailer.SendAsync("ada@example.com");

        Assert.That(await Server.CloseAsync(), Has.Count.EqualTo(1));
        Assert.That(Server.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task A_crowd_of_mails_fills_the_connections_and_opens_no_more()
    {
        await using var mailer = new Mailer(Server.Port, maxConnections: 3);
        var sending = Enumerable.Range(1, 12).Select(_ => mailer.SendAsync("held@example.com")).ToList();
        await Server.HappensAsync("held", times: 3);

        await Server.OrderAsync("release");
        await Task.WhenAll(sending);

        Assert.That(await Server.CloseAsync(), Has.Count.EqualTo(12));
        Assert.That(Server.MostOpen, Is.EqualTo(3));
        Assert.That(Server.Opened, Is.EqualTo(3));
    }

    [TestCase("cut", "closed")]
    [TestCase("hang-up", "hung up")]
    public async Task A_connection_that_the_server_closed_meanwhile_is_replaced_and_costs_no_attempt(string order, string happens)
    {
        await using var mailer = new Mailer(Server.Port);
        await mailer.SendAsync("ada@example.com");
        await Server.OrderAsync(order, happens);

        await mailer.SendAsync("bob@example.com");

        Assert.That((await Server.CloseAsync()).Select(mail => mail.To[0]), Is.EqualTo(new[] { "ada@example.com", "bob@example.com" }));
        Assert.That(Server.Opened, Is.EqualTo(2));
        Assert.That(mailer.Log.Lines, Is.Empty);
    }

    [Test]
    public async Task A_mail_that_is_cut_off_on_a_kept_connection_is_not_sent_again_in_the_same_attempt()
    {
        await using var mailer = new Mailer(Server.Port);
        await mailer.SendAsync("ada@example.com");

        Assert.That(() => mailer.SendAsync("dropped@example.com"), Throws.TypeOf<EmailDeliveryException>());

        Assert.That(Server.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task An_idle_connection_is_kept_for_a_while_and_then_closed_politely()
    {
        await using var mailer = new Mailer(Server.Port);
        await mailer.SendAsync("ada@example.com");
        mailer.Clock.Advance(IdleTimeout - TimeSpan.FromSeconds(1));
        await mailer.SendAsync("bob@example.com");
        mailer.Clock.Advance(IdleTimeout - TimeSpan.FromSeconds(1));
        Assert.That(Server.Quits, Is.Zero);

        mailer.Clock.Advance(TimeSpan.FromSeconds(1));

        await Server.HappensAsync("closed");
        Assert.That(Server.Quits, Is.EqualTo(1));
        Assert.That(Server.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_is_busy_at_shutdown_is_closed_when_its_mail_is_through()
    {
        var mailer = new Mailer(Server.Port);
        var sending = mailer.SendAsync("held@example.com");
        await Server.HappensAsync("held");

        await mailer.DisposeAsync();
        await Server.OrderAsync("release", happens: "closed");

        await sending;
        Assert.That(Server.Quits, Is.EqualTo(1));
    }
}
