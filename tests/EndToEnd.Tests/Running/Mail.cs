using System.Text.RegularExpressions;

namespace MySaas.EndToEnd.Tests.Running;

/// <param name="To">The address it went to.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Id">What every copy of the same mail has in common.</param>
public sealed partial record Mail(string To, string Subject, string Text, string Id)
{
    /// <summary>The token in its link, decoded.</summary>
    public string Token => Uri.UnescapeDataString(TokenInLink().Match(Text) is { Success: true } match
        ? match.Groups[1].Value
        : throw new AssertionException($"No link with a token in: {Text}"));

    [GeneratedRegex(@"https?://\S+[?&]token=([^&\s]+)")]
    private static partial Regex TokenInLink();
}

/// <summary>Where the product's mails arrive.</summary>
public interface IMailbox
{
    /// <summary>All mails to the address, newest first.</summary>
    Task<IReadOnlyList<Mail>> MailsAsync(string to);
}

public static class MailboxExtensions
{
    /// <summary>The newest mail to the address with these words in its subject.</summary>
    public static async Task<Mail> WaitForAsync(this IMailbox mailbox, string to, string subject, TimeSpan? limit = null)
    {
        var mails = await Eventually.GetAsync(
            () => mailbox.MailsAsync(to), mails => mails.Any(Fits), $"a mail \"{subject}\" to {to}", limit);
        return mails.First(Fits);

        bool Fits(Mail mail) => mail.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase);
    }
}
