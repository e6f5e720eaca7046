using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>A running process of the product, spoken to over HTTP.</summary>
public sealed class Node : IMailbox, IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);

    internal Node(Uri url, Run run)
    {
        (Url, Run) = (url, run);
        var wire = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        Http = new HttpClient(wire)
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public Uri Url { get; }

    public Run Run { get; }

    public HttpClient Http { get; }

    public Task<Answer> GetAsync(string path, string? accessToken = null) => SendAsync(HttpMethod.Get, path, null, accessToken);

    public Task<Answer> PostAsync(string path, object? body = null, string? accessToken = null) =>
        SendAsync(HttpMethod.Post, path, body, accessToken);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? accessToken = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>The status of a path; 0 when nobody answers.</summary>
    public async Task<int> StatusAsync(string path)
    {
        try
        {
            return (await GetAsync(path)).Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>Returns once <c>/readyz</c> says 200: a moment after <c>/healthz</c>, since the scheduler starts behind it.</summary>
    public Task WaitUntilReadyAsync(TimeSpan? limit = null) =>
        Eventually.GetAsync(() => StatusAsync("/readyz"), status => status == 200, "/readyz says 200", limit);

    /// <summary>What the development inbox holds for the address.</summary>
    public async Task<IReadOnlyList<Mail>> MailsAsync(string to) =>
    [
        .. (await GetAsync($"/dev/emails?limit=100&to={Uri.EscapeDataString(to)}")).Expect(200).Json.GetProperty("items").EnumerateArray()
            .Select(mail => new Mail(mail.Text("to"), mail.Text("subject"), mail.Text("text"), mail.Text("id"))),
    ];

    /// <summary>SIGTERM, and the exit status.</summary>
    public async Task<int> StopAsync()
    {
        await Run.TerminateAsync();
        return await Run.ExitAsync(StopLimit);
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => Run.KillAsync();

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return Run.DisposeAsync();
    }

    internal Task<bool> IsUpAsync() => Eventually.GetAsync(
        async () => !Run.HasExited && await StatusAsync("/healthz") == 200,
        up => up || Run.HasExited,
        $"/healthz answers.{Environment.NewLine}{Run.Output}",
        StartLimit);
}
