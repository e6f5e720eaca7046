using System.Diagnostics.Metrics;
using MimeKit;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>What the server is given, and what its answers mean for one mail.</summary>
[TestFixture]
internal sealed class SmtpEmailSenderTests : SmtpTests
{
    private static readonly Guid MessageId = Guid.Parse("0195f0a1-2b3c-7d4e-8f50-617283940a1b");

    [Test]
    public async Task A_mail_arrives_with_all_its_parts()
    {
        var expected = Mailer.Templates.Render("password-changed", Mailer.MailTo("ada@example.com").Values);

        await SendAsync("ada@example.com");

        var mail = (await Server.CloseAsync()).Single();
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
        await SendAsync("ada@example.com", MessageId);
        await SendAsync("ada@example.com", MessageId);
        await SendAsync("ada@example.com");

        var ids = (await Server.CloseAsync()).Select(mail => mail.Content.MessageId).ToList();
        Assert.That(ids, Has.Count.EqualTo(3));
        Assert.That(ids[0], Is.EqualTo($"{MessageId:N}@example.com"));
        Assert.That(ids[1], Is.EqualTo(ids[0]));
        Assert.That(ids[2], Is.Not.EqualTo(ids[0]));
    }

    [TestCase("busy@example.com", "451")]
    [TestCase("full@example.com", "452")]
    [TestCase("refused@example.com", "no answer")]
    [TestCase("dropped@example.com", "no answer")]
    [TestCase("closing@example.com", "421")]
    public async Task A_mail_that_is_put_off_or_cut_off_is_tried_again(string to, string inMessage)
    {
        Assert.That(() => SendAsync(to), Throws.TypeOf<EmailDeliveryException>()
            .With.Message.Contains(inMessage).And.Message.Not.Contains("@"));

        Assert.That(await Server.CloseAsync(), Is.Empty);
    }

    [TestCase("unknown@example.com", "550")]
    [TestCase("spam@example.com", "554")]
    public async Task A_mail_that_is_refused_for_good_is_not_tried_again(string to, string code)
    {
        Assert.That(() => SendAsync(to), Throws.TypeOf<PermanentFailureException>()
            .With.Message.Contains(code).And.Message.Not.Contains("@"));

        Assert.That(await Server.CloseAsync(), Is.Empty);
    }

    [Test]
    public async Task A_sender_that_the_server_refuses_is_a_fault_of_the_settings_and_tried_again()
    {
        await using var mailer = new Mailer(Server.Port, from: "stranger@example.com");

        Assert.That(() => mailer.SendAsync("ada@example.com"), Throws.TypeOf<EmailDeliveryException>()
            .With.Message.Contains("550").And.Message.Not.Contains("@"));
    }

    [Test]
    public async Task A_connection_that_is_lost_after_the_mail_was_taken_is_no_failure()
    {
        await SendAsync("gone@example.com");

        Assert.That(await Server.CloseAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_server_that_falls_silent_over_a_mail_is_not_waited_for_longer_than_the_timeout()
    {
        await using var mailer = new Mailer(Server.Port, timeoutSeconds: 1);

        Assert.That(() => mailer.SendAsync("held@example.com"), Throws.TypeOf<EmailDeliveryException>().With.Message.Contains("Timeout"));
    }

    [Test]
    public async Task A_mail_that_is_cancelled_stops_in_the_middle_and_gives_its_connection_up()
    {
        await using var mailer = new Mailer(Server.Port, maxConnections: 1);
        using var cancelling = new CancellationTokenSource();
        var sending = mailer.SendAsync("held@example.com", ct: cancelling.Token);
        await Server.HappensAsync("held");

        await cancelling.CancelAsync();

        Assert.That(() => sending, Throws.InstanceOf<OperationCanceledException>());
        await Server.HappensAsync("closed");
        await mailer.SendAsync("ada@example.com");
    }

    [Test]
    public async Task Tries_are_counted_by_their_outcome()
    {
        using var listener = new MeterListener();
        var outcomes = new List<string>();
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => outcomes.Add($"{count} {tags[0].Key} {tags[0].Value}"));
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument is { Name: "mysaas.emails", Meter.Name: Telemetry.Name })
                listener.EnableMeasurementEvents(instrument);
        };
        listener.Start();

        await SendAsync("ada@example.com");
        Assert.That(() => SendAsync("busy@example.com"), Throws.Exception);
        Assert.That(() => SendAsync("unknown@example.com"), Throws.Exception);
        await Server.OrderAsync("down", happens: "down");
        Assert.That(() => SendAsync("ada@example.com"), Throws.Exception);

        Assert.That(outcomes, Is.EqualTo(new[] { "1 outcome sent", "1 outcome failed", "1 outcome refused", "1 outcome postponed" }));
    }

    private static string[] Lines(string? text) => (text ?? "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private async Task SendAsync(string to, Guid? messageId = null)
    {
        await using var mailer = new Mailer(Server.Port);
        await mailer.SendAsync(to, messageId);
    }
}
