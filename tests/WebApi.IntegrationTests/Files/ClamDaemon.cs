using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>ClamAV's own daemon, with one signature and limits that a test can reach. It can be stopped and started again.</summary>
internal sealed class ClamDaemon : IAsyncDisposable
{
    /// <summary>What it calls the test virus: a name from a file that ClamAV has not signed is marked so.</summary>
    public const string Threat = "Test.Eicar.UNOFFICIAL";

    /// <summary>The most that it takes of a file, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mysaas-clamd-");
    private Process? _process;

    /// <param name="virus">What it looks for.</param>
    public ClamDaemon(byte[] virus)
    {
        Directory.CreateDirectory(At("signatures"));
        File.WriteAllText(At("signatures/test.ndb"), $"Test.Eicar:0:*:{Convert.ToHexStringLower(virus)}\n");       // any file, any offset
        File.WriteAllText(
            At("clamd.conf"),
            string.Create(CultureInfo.InvariantCulture, $"""
                DatabaseDirectory {At("signatures")}
                TCPSocket {Port}
                TCPAddr 127.0.0.1
                StreamMaxLength {MaxBytes}
                Foreground yes

                """));
    }

    public int Port { get; } = FreePort();

    /// <summary>Returns once it answers.</summary>
    public async Task StartAsync()
    {
        var program = TestVariables.Clamd ?? new[] { "/usr/sbin/clamd", "/usr/bin/clamd" }.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "These tests need ClamAV's daemon: install clamav-daemon, name clamd in MYSAAS_CLAMD, or leave them out with --filter TestCategory!=Clamd.");
        _process = Process.Start(new ProcessStartInfo(program, ["--config-file", At("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Eventually.HoldsAsync(async () => await PingAsync() == "PONG\0", "the daemon answers");
    }

    public async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<string> PingAsync()
    {
        if (_process!.HasExited)
            throw new AssertionException($"clamd does not start: {await _process.StandardError.ReadToEndAsync()}");
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            await using var connection = client.GetStream();
            await connection.WriteAsync("zPING\0"u8.ToArray());
            var reply = new byte[16];
            return Encoding.ASCII.GetString(reply, 0, await connection.ReadAsync(reply));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
