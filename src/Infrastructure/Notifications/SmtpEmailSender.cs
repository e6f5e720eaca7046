using MimeKit;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Notifications;

/// <summary>
/// Hands mails to an SMTP server. The delivery is at least once: a server that takes a mail and dies before it says so gets
/// it again, under the same Message-ID.
/// </summary>
internal sealed class SmtpEmailSender(
    EmailOptions options, EmailTemplates templates, SmtpConnectionPool connections, SmtpBreaker breaker, TimeProvider clock) : IEmailSender
{
    /// <exception cref="PostponedException">The server cannot be used now.</exception>
    /// <exception cref="PermanentFailureException">The server will never take this mail.</exception>
    /// <exception cref="EmailDeliveryException">The server did not take this mail now.</exception>
    public async Task SendAsync(SendEmail email, Guid messageId, CancellationToken ct)
    {
        using var message = Compose(email, messageId);
        try
        {
            // First the slot: who had to wait for it asks the breaker what it has learnt meanwhile.
            using var slot = await connections.EnterAsync(ct);
            await breaker.RunAsync(token => DeliverAsync(message, token), ct);
        }
        catch (Exception failure)
        {
            EmailMetrics.Count(failure);
            throw;
        }

        EmailMetrics.Count(failure: null);
    }

    private async Task DeliverAsync(MimeMessage message, CancellationToken ct)
    {
        if (connections.TakeIdle() is { } kept && await TryDeliverAsync(kept, message, ct))
            return;
        await TryDeliverAsync(await connections.OpenAsync(ct), message, ct);
    }

    /// <returns>False when the server had hung up on a kept connection before it saw anything of the mail.</returns>
    private async Task<bool> TryDeliverAsync(SmtpConnection connection, MimeMessage message, CancellationToken ct)
    {
        var isUsable = false;
        try
        {
            await connection.SendAsync(message, ct);
            return isUsable = true;
        }
        catch (Exception failure) when (SmtpFailures.IsWhileSending(failure))
        {
            var hungUp = SmtpFailures.IsLost(failure) || SmtpFailures.IsHangUp(failure);
            if (hungUp && connection is { IsKept: true, HasTakenSender: false })
                return false;
            isUsable = !hungUp;
            throw SmtpFailures.WhileSending(failure, connection.HasTakenSender);
        }
        finally
        {
            await connections.ReturnAsync(connection, isUsable);
        }
    }

    private MimeMessage Compose(SendEmail email, Guid messageId)
    {
        var rendered = templates.Render(email.Template, email.Values);
        var from = MailboxAddress.Parse(options.From);
        return new MimeMessage([from], [MailboxAddress.Parse(email.To)], rendered.Subject, new BodyBuilder
        {
            TextBody = rendered.Text,
            HtmlBody = rendered.Html,
        }.ToMessageBody())
        {
            MessageId = $"{messageId:N}@{from.Domain}",
            Date = clock.GetUtcNow(),
            Headers = { { "Auto-Submitted", "auto-generated" } },
        };
    }
}
