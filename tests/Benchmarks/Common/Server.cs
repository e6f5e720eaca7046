using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MySaas.Benchmarks.Common;

/// <summary>A process that serves HTTP, in a folder of its own; both go when it does.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Server(Process process, Uri url, string folder)
    {
        (_process, Folder) = (process, folder);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    /// <param name="arguments">Of <c>dotnet</c>, given where to listen and the folder.</param>
    /// <param name="settings">The environment's.</param>
    public static async Task<Server> StartAsync(Func<string, string, IEnumerable<string>> arguments, params (string Name, string Value)[] settings)
    {
        var (folder, url) = (Directory.CreateTempSubdirectory("mysaas-bench-").FullName, $"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", arguments(url, folder)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings.Append(("ASPNETCORE_URLS", url)))
            start.Environment[name] = value;
        var server = new Server(new Process { StartInfo = start }, new Uri(url), folder);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        while (!await server.AnswersAsync())
            await Task.Delay(100);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The server does not start.{Environment.NewLine}{_output}");
        try
        {
            using var answer = await Http.GetAsync("/healthz");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
