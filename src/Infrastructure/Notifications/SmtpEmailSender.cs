using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MySaas.Application.Notifications;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Notifications;

/// <summary>
/// Hands mails to an SMTP server. The delivery is at least once: a server that takes a mail and dies before it says so gets
/// it again, under the same Message-ID.
/// </summary>
internal sealed class SmtpEmailSender(EmailOptions options, EmailTemplates templates, TimeProvider clock) : IEmailSender
{
    public async Task SendAsync(SendEmail email, Guid messageId, CancellationToken ct)
    {
        using var message = Compose(email, messageId);
        using var client = new SmtpClient { Timeout = (int)options.Smtp.Timeout.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(options.Smtp.Host, options.Smtp.Port, SecurityOf(options.Smtp.Security), ct);
            if (options.Smtp.UserName.Length > 0)
                await client.AuthenticateAsync(options.Smtp.UserName, options.Smtp.Password, ct);
            await client.SendAsync(message, ct);
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (SmtpCommandException refused) when (IsPermanent(refused))
        {
            // The server's words can hold the address, so only its number is kept.
            throw new PermanentFailureException($"The mail server refused the mail for good ({(int)refused.StatusCode}).");
        }
        catch (Exception failure) when (failure is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException
            or SocketException or IOException or TimeoutException or AuthenticationException or SslHandshakeException)
        {
            throw new EmailDeliveryException(failure is SmtpCommandException command
                ? $"The mail server refused the mail for now ({(int)command.StatusCode})."
                : $"The mail server cannot be used ({failure.GetType().Name}).");
        }
    }

    private static bool IsPermanent(SmtpCommandException refused) =>
        (int)refused.StatusCode is >= 500 and < 600 && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

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

/// <summary>The mail has not left; another attempt may succeed.</summary>
internal sealed class EmailDeliveryException(string message) : Exception(message);
