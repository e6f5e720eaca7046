using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.Notifications;

/// <summary>A mail to be sent, by the name of its template and the values that fill it.</summary>
[StoredAs("notifications.send_email.v1"), Priority(MessagePriority.High)]
public sealed record SendEmail(string To, string Template, IReadOnlyDictionary<string, string> Values) : IConfidentialMessage;

/// <summary>Renders mails and hands them to the world.</summary>
public interface IEmailSender
{
    /// <param name="email">What to send.</param>
    /// <param name="messageId">The mail's identity, the same on every attempt, so that a receiver can drop a second copy.</param>
    /// <param name="ct">Gives up waiting; the mail may have left all the same.</param>
    Task SendAsync(SendEmail email, Guid messageId, CancellationToken ct);
}

public sealed class SendEmailHandler(IEmailSender sender) : IMessageHandler<SendEmail>
{
    public Task HandleAsync(SendEmail message, MessageContext context, CancellationToken ct) =>
        sender.SendAsync(message, context.MessageId, ct);
}
