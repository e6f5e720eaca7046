using System.Diagnostics;
using System.Text.Json;
using MimeKit;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>A mail that arrived: the envelope and what was in it.</summary>
internal sealed record ArrivedMail(string From, IReadOnlyList<string> To, MimeMessage Content);

/// <summary>A real mail server, written by somebody else, in a process of its own; see <c>Smtp/server.mjs</c>.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Smtp");

    private readonly Process _process;
    private readonly SmtpServerWords _words;

    private SmtpServer(Process process, int port) =>
        (_process, Port, _words) = (process, port, new SmtpServerWords(process.StandardOutput));

    public int Port { get; }

    /// <summary>How many connections have been opened so far.</summary>
    public int Opened => _words.Of("opened").Count;

    /// <summary>The most connections that were open at once.</summary>
    public int MostOpen => _words.Of("opened").Max(opened => opened.GetProperty("open").GetInt32());

    /// <summary>How many clients have said goodbye before they went.</summary>
    public int Quits => _words.Of("closed").Count(closed => closed.GetProperty("quit").GetBoolean());

    /// <summary>Brings the server's packages, as its lock file names them. Without npm this fails: nothing here is optional.</summary>
    public static async Task InstallAsync()
    {
        using var npm = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        var error = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.That(npm.ExitCode, Is.Zero, await error);
    }

    public static async Task<SmtpServer> StartAsync(params string[] features)
    {
        var process = Run("node", ["server.mjs", .. features]);
        var hello = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        return new SmtpServer(process, JsonElement.Parse(hello).GetProperty("port").GetInt32());
    }

    /// <summary>Gives an order; see <c>Smtp/server.mjs</c> for what it knows.</summary>
    public Task OrderAsync(string order) => _process.StandardInput.WriteLineAsync(order);

    /// <summary>Gives an order and waits until the given thing has happened for the given time.</summary>
    public async Task OrderAsync(string order, string happens, int times = 1)
    {
        await OrderAsync(order);
        await HappensAsync(happens, times);
    }

    public Task HappensAsync(string what, int times = 1) => _words.WaitForAsync(what, times);

    /// <summary>Stops the server, which then has said all: every mail that it took.</summary>
    public async Task<IReadOnlyList<ArrivedMail>> CloseAsync()
    {
        _process.StandardInput.Close();
        var lines = await _words.AllAsync();
        await _process.WaitForExitAsync();
        return await Task.WhenAll(lines.Where(line => line.TryGetProperty("content", out _)).Select(ReadAsync));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ArrivedMail> ReadAsync(JsonElement mail)
    {
        using var content = new MemoryStream(mail.GetProperty("content").GetBytesFromBase64());
        return new ArrivedMail(
            mail.GetProperty("from").GetString()!,
            [.. mail.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
            await MimeMessage.LoadAsync(content));
    }

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
