using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Notifications;

/// <summary>The mail has not left; another attempt may succeed.</summary>
/// <param name="message">Without an address.</param>
/// <param name="doubtsHost">The server may be to blame as much as the mail.</param>
internal sealed class EmailDeliveryException(string message, bool doubtsHost = false) : Exception(message)
{
    public bool DoubtsHost { get; } = doubtsHost;
}

/// <summary>The mail server cannot be used, whatever the mail.</summary>
internal sealed class MailHostException(string message) : Exception(message);

/// <summary>
/// Whose fault a failure is: the host's, this mail's for now, or this mail's for good. The server's words can hold the address, so
/// only its number is kept.
/// </summary>
internal static class SmtpFailures
{
    /// <summary>The connection could not be opened, encrypted or signed in.</summary>
    public static bool IsWhileOpening(Exception failure) =>
        IsLost(failure) || failure is SmtpCommandException or AuthenticationException or SslHandshakeException or NotSupportedException;

    /// <summary>The connection broke, or the server said nothing in time.</summary>
    public static bool IsLost(Exception failure) =>
        failure is SmtpProtocolException or ServiceNotConnectedException or SocketException or IOException or TimeoutException;

    /// <summary>The server hangs up: 421, which it may say at any time, also unasked.</summary>
    public static bool IsHangUp(Exception failure) => failure is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable };

    public static bool IsWhileSending(Exception failure) =>
        IsLost(failure) || failure is SmtpCommandException or ServiceNotAuthenticatedException;

    public static MailHostException WhileOpening(Exception failure) => new(failure is SmtpCommandException refusal
        ? $"The mail server takes no mails ({(int)refusal.StatusCode})."
        : $"The mail server cannot be used ({failure.GetType().Name}).");

    /// <param name="failure">What went wrong with the mail on an open connection.</param>
    /// <param name="senderTaken">
    /// Whether the server had taken the sender. What goes wrong after that may be caused by the mail: it counts as an attempt,
    /// or a mail that makes the server hang up each time would be put off for ever.
    /// </param>
    public static Exception WhileSending(Exception failure, bool senderTaken) => failure switch
    {
        ServiceNotAuthenticatedException => new MailHostException("The mail server wants a name and a password (530)."),
        SmtpCommandException refusal when IsHangUp(refusal) => senderTaken
            ? new EmailDeliveryException("The mail server hung up on the mail (421).", doubtsHost: true)
            : new MailHostException("The mail server takes no mails (421)."),
        SmtpCommandException refusal when IsPermanent(refusal) =>
            new PermanentFailureException($"The mail server refused the mail for good ({(int)refusal.StatusCode})."),
        SmtpCommandException refusal => new EmailDeliveryException($"The mail server refused the mail for now ({(int)refusal.StatusCode})."),
        _ => new EmailDeliveryException($"The mail server gave no answer to the mail ({failure.GetType().Name}).", doubtsHost: true),
    };

    private static bool IsPermanent(SmtpCommandException refusal) =>
        (int)refusal.StatusCode is >= 500 and < 600 && refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
}
