using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MySaas.Benchmarks.Common;

/// <summary>
/// A process that serves HTTP, in a folder of its own; both go when it does. What it logs goes into a file there: to read thousands of
/// lines a second here would be measured, too.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Log = "output.log";

    private readonly Process _process;

    private Server(Process process, Uri url, string folder)
    {
        (_process, Folder) = (process, folder);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    /// <param name="arguments">Of <c>dotnet</c>, given where to listen and the folder.</param>
    /// <param name="settings">The environment's.</param>
    public static async Task<Server> StartAsync(Func<string, string, IEnumerable<string>> arguments, params (string Name, string Value)[] settings)
    {
        var (folder, url) = (Directory.CreateTempSubdirectory("mysaas-bench-").FullName, $"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet \"$@\" >{Log} 2>&1", "sh", .. arguments(url, folder)]) { WorkingDirectory = folder };
        foreach (var (name, value) in settings.Append(("ASPNETCORE_URLS", url)))
            start.Environment[name] = value;
        var server = new Server(new Process { StartInfo = start }, new Uri(url), folder);
        server._process.Start();
        while (!await server.AnswersAsync())
            await Task.Delay(10);
        return server;
    }

    /// <summary>What the process holds in memory, by Linux.</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
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
            throw new InvalidOperationException($"The server does not start.{Environment.NewLine}{await File.ReadAllTextAsync(Path.Combine(Folder, Log))}");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
