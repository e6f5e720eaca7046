using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>When the server itself is the trouble, a mail waits and no attempt is counted.</summary>
[TestFixture]
internal sealed class SmtpHostTests : SmtpTests
{
    [Test]
    public async Task A_server_that_is_not_there_puts_the_mail_off()
    {
        await Server.OrderAsync("down", happens: "down");
        await using var mailer = new Mailer(Server.Port);

        ShouldBePutOff(mailer, "SocketException");
    }

    [Test]
    public async Task A_server_that_turns_connections_away_puts_the_mail_off()
    {
        await using var busy = await SmtpServer.StartAsync("busy");
        await using var mailer = new Mailer(busy.Port);

        ShouldBePutOff(mailer, "421");
    }

    [Test]
    public async Task A_server_that_says_nothing_puts_the_mail_off_after_the_timeout()
    {
        await using var mute = await SmtpServer.StartAsync("mute");
        await using var mailer = new Mailer(mute.Port);
        var sending = mailer.SendAsync("ada@example.com");
        await mute.HappensAsync("opened");

        mailer.Clock.Advance(new EmailOptions.SmtpOptions().Timeout);

        Assert.That(() => sending, Throws.TypeOf<PostponedException>().With.Message.Contains("TimeoutException"));
        await mute.HappensAsync("closed");
    }

    [Test]
    public async Task A_mail_does_not_leave_in_clear_when_the_server_cannot_encrypt()
    {
        await using var mailer = new Mailer(Server.Port, security: SmtpSecurity.StartTls);

        ShouldBePutOff(mailer, "NotSupportedException");

        Assert.That(await Server.CloseAsync(), Is.Empty);
    }

    [Test]
    public async Task A_mail_does_not_leave_to_a_server_whose_certificate_nobody_vouches_for()
    {
        await using var selfSigned = await SmtpServer.StartAsync("starttls");
        await using var mailer = new Mailer(selfSigned.Port, security: SmtpSecurity.StartTls);

        ShouldBePutOff(mailer, "SslHandshakeException");

        Assert.That(await selfSigned.CloseAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_that_speaks_no_TLS_where_it_should_puts_the_mail_off()
    {
        await using var mailer = new Mailer(Server.Port, security: SmtpSecurity.Tls);

        ShouldBePutOff(mailer, "SslHandshakeException");
    }

    [TestCase("wrong", "AuthenticationException")]
    [TestCase("", "530")]
    public async Task A_server_that_does_not_let_the_product_in_puts_the_mail_off(string password, string inMessage)
    {
        await using var locked = await SmtpServer.StartAsync("auth");
        await using var mailer = new Mailer(locked.Port, password: password);

        ShouldBePutOff(mailer, inMessage);

        Assert.That(await locked.CloseAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_that_wants_a_password_gets_it_once_for_all_mails_of_a_connection()
    {
        await using var locked = await SmtpServer.StartAsync("auth");
        await using var mailer = new Mailer(locked.Port, password: "right");

        await mailer.SendAsync("ada@example.com");
        await mailer.SendAsync("bob@example.com");

        Assert.That(await locked.CloseAsync(), Has.Count.EqualTo(2));
        Assert.That(locked.Opened, Is.EqualTo(1));
    }

    private static void ShouldBePutOff(Mailer mailer, string inMessage) =>
        Assert.That(() => mailer.SendAsync("ada@example.com"), Throws.TypeOf<PostponedException>()
            .With.Property(nameof(PostponedException.Until)).EqualTo(Node.Monday + new EmailOptions.SmtpOptions().OutagePause)
            .And.Message.Contains(inMessage).And.Message.Not.Contains("@"));
}
