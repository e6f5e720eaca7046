using System.Text.RegularExpressions;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>A mail as the development inbox shows it.</summary>
public sealed partial record Mail(string To, string Subject, string Text, string Html, DateTimeOffset SentAt)
{
    /// <summary>The token in words, for those who call the API themselves.</summary>
    public string Token => TokenLine().Match(Text) is { Success: true } line
        ? line.Groups[1].Value
        : throw new AssertionException($"No token in: {Text}");

    /// <summary>The first link.</summary>
    public Uri Link => new(FirstLink().Match(Text).Value);

    [GeneratedRegex(@"^Token: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex FirstLink();
}

/// <summary>The development inbox of an app. Mails come from the outbox worker, so reading means waiting.</summary>
public sealed class Inbox(TestApp app)
{
    private readonly ApiClient _client = app.Client();

    /// <summary>What has arrived so far, newest first.</summary>
    public async Task<IReadOnlyList<Mail>> NowAsync(string to)
    {
        var page = await _client.GetAsync($"/dev/emails?limit=100&to={Uri.EscapeDataString(to)}").ShouldBeJson();
        return [.. page.GetProperty("items").EnumerateArray().Select(mail => mail.To<Mail>())];
    }

    /// <summary>What has arrived once the worker has nothing more to do: the way to count mails, and to see that none came.</summary>
    public async Task<IReadOnlyList<Mail>> AllAsync(string to)
    {
        await app.WorkIsDoneAsync();
        return await NowAsync(to);
    }

    /// <summary>The newest mail whose subject holds these words, as soon as the worker has nothing more to do.</summary>
    public async Task<Mail> NewestAsync(string to, string subject)
    {
        var mails = await AllAsync(to);
        return mails.FirstOrDefault(mail => mail.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase))
            ?? throw new AssertionException($"No mail about \"{subject}\" among: {string.Join(", ", mails.Select(mail => mail.Subject))}");
    }
}
