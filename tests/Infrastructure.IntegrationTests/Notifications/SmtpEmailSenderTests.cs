using System.Net;
using System.Net.Sockets;
using MimeKit;
using MySaas.Application.Notifications;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>Each test against a mail server of its own, whose last words are all that it took.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SmtpEmailSenderTests
{
    private static readonly Guid MessageId = Guid.Parse("0195f0a1-2b3c-7d4e-8f50-617283940a1b");
    private static readonly EmailTemplates Templates = new();

    private SmtpServer _server = null!;

    [OneTimeSetUp]
    public static Task InstallServer() => SmtpServer.InstallAsync();

    [SetUp]
    public async Task StartServer() => _server = await SmtpServer.StartAsync();

    [TearDown]
    public ValueTask StopServer() => _server.DisposeAsync();

    [Test]
    public async Task A_mail_arrives_with_all_its_parts()
    {
        var expected = Templates.Render("password-changed", MailTo("ada@example.com").Values);

        await SendAsync(MailTo("ada@example.com"));

        var mail = (await _server.CloseAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.From, Is.EqualTo("no-reply@example.com"));
            Assert.That(mail.To, Is.EqualTo(new[] { "ada@example.com" }));
            Assert.That(mail.Content.From.ToString(), Is.EqualTo("\"MySaas\" <no-reply@example.com>"));
            Assert.That(mail.Content.To.ToString(), Is.EqualTo("ada@example.com"));
            Assert.That(mail.Content.Subject, Is.EqualTo("Your MySaas password was changed"));
            Assert.That(Lines(mail.Content.TextBody), Is.EqualTo(Lines(expected.Text)).And.Contains("Hello Ada Löfgren 李,"));
            Assert.That(Lines(mail.Content.HtmlBody), Is.EqualTo(Lines(expected.Html)));
            Assert.That(mail.Content.Headers[HeaderId.AutoSubmitted], Is.EqualTo("auto-generated"));
            Assert.That(mail.Content.Date, Is.EqualTo(Node.Monday));
        }
    }

    [Test]
    public async Task A_second_attempt_has_the_Message_ID_of_the_first_and_another_message_has_another()
    {
        await SendAsync(MailTo("ada@example.com"));
        await SendAsync(MailTo("ada@example.com"));
        await SendAsync(MailTo("ada@example.com"), messageId: Guid.CreateVersion7());

        var ids = (await _server.CloseAsync()).Select(mail => mail.Content.MessageId).ToList();
        Assert.That(ids, Has.Count.EqualTo(3));
        Assert.That(ids[0], Is.EqualTo($"{MessageId:N}@example.com"));
        Assert.That(ids[1], Is.EqualTo(ids[0]));
        Assert.That(ids[2], Is.Not.EqualTo(ids[0]));
    }

    [TestCase("busy@example.com", "451")]
    [TestCase("full@example.com", "452")]
    [TestCase("dropped@example.com", "Smtp")]
    public async Task A_mail_that_is_put_off_or_cut_off_is_tried_again(string to, string inMessage)
    {
        Assert.That(() => SendAsync(MailTo(to)), Throws.TypeOf<EmailDeliveryException>()
            .With.Message.Contains(inMessage).And.Message.Not.Contains("@"));

        Assert.That(await _server.CloseAsync(), Is.Empty);
    }

    [TestCase("unknown@example.com", "550")]
    [TestCase("spam@example.com", "554")]
    public async Task A_mail_that_is_refused_for_good_is_not_tried_again(string to, string code)
    {
        Assert.That(() => SendAsync(MailTo(to)), Throws.TypeOf<PermanentFailureException>()
            .With.Message.Contains(code).And.Message.Not.Contains("@"));

        Assert.That(await _server.CloseAsync(), Is.Empty);
    }

    [Test]
    public void A_sender_that_the_server_refuses_is_a_fault_of_the_settings_and_tried_again() =>
        Assert.That(() => SendAsync(MailTo("ada@example.com"), from: "stranger@example.com"), Throws.TypeOf<EmailDeliveryException>()
            .With.Message.Contains("550").And.Message.Not.Contains("@"));

    [Test]
    public async Task A_connection_that_is_lost_after_the_mail_was_taken_is_no_failure()
    {
        await SendAsync(MailTo("gone@example.com"));

        Assert.That(await _server.CloseAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_server_that_is_not_there_is_tried_again()
    {
        // Bound, so that nobody else gets the port, but not listening.
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.That(() => SendAsync(MailTo("ada@example.com"), port: ((IPEndPoint)taken.LocalEndPoint!).Port),
            Throws.TypeOf<EmailDeliveryException>().With.Message.Not.Contains("@"));
    }

    [Test]
    public async Task A_mail_does_not_leave_in_clear_when_the_server_cannot_encrypt()
    {
        Assert.That(() => SendAsync(MailTo("ada@example.com"), security: SmtpSecurity.StartTls), Throws.Exception);

        Assert.That(await _server.CloseAsync(), Is.Empty);
    }

    [Test]
    public async Task A_mail_does_not_leave_to_a_server_whose_certificate_nobody_vouches_for()
    {
        await using var selfSigned = await SmtpServer.StartAsync("starttls");

        Assert.That(() => SendAsync(MailTo("ada@example.com"), port: selfSigned.Port, security: SmtpSecurity.StartTls),
            Throws.TypeOf<EmailDeliveryException>());

        Assert.That(await selfSigned.CloseAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_that_wants_a_password_gets_it()
    {
        await using var locked = await SmtpServer.StartAsync("auth");

        await SendAsync(MailTo("ada@example.com"), port: locked.Port, password: "right");
        Assert.That(() => SendAsync(MailTo("ada@example.com"), port: locked.Port, password: "wrong"), Throws.TypeOf<EmailDeliveryException>());

        Assert.That(await locked.CloseAsync(), Has.Count.EqualTo(1));
    }

    private static SendEmail MailTo(string address) => new(address, "password-changed", new Dictionary<string, string>
    {
        ["productName"] = "MySaas",
        ["displayName"] = "Ada Löfgren 李",
        ["at"] = "2 March 2026, 08:00 UTC",
    });

    private static string[] Lines(string? text) => (text ?? "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private Task SendAsync(
        SendEmail email, Guid? messageId = null, int? port = null, SmtpSecurity security = SmtpSecurity.None,
        string from = "MySaas <no-reply@example.com>", string password = "")
    {
        var options = new EmailOptions
        {
            Provider = EmailProvider.Smtp,
            From = from,
            Smtp = new()
            {
                Host = "127.0.0.1",
                Port = port ?? _server.Port,
                Security = security,
                UserName = password.Length > 0 ? "product" : "",
                Password = password,
            },
        };
        return new SmtpEmailSender(options, Templates, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Node.Monday))
            .SendAsync(email, messageId ?? MessageId, CancellationToken.None);
    }
}
