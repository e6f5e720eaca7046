using System.Diagnostics;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>
/// A database server of one test's own, which may be crashed and started again. A script runs it (postgres-server.sh, on top of
/// build/postgres.sh) and takes orders line by line; the end of its input is the end of the server, however the test ends.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Run _script;
    private int _answers;

    private PostgreSqlServer(Run script) => _script = script;

    /// <summary>The engine, where a server can be started.</summary>
    public static IEnumerable<Engine> Engines => OperatingSystem.IsWindows() ? [] : Engine.Servers;

    public string ConnectionString { get; private set; } = "";

    public static async Task<PostgreSqlServer> StartAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(TestEnvironment.Root, "tests", "EndToEnd.Tests", "Running", "postgres-server.sh")]);
        start.Environment.Remove("MYSAAS_TEST_POSTGRES");        // with it build/postgres.sh would start none
        var server = new PostgreSqlServer(Run.Start(start));
        server.ConnectionString = await server.AnswerAsync();
        return server;
    }

    /// <summary>Ends every backend as a crash does; what was committed stays.</summary>
    public Task CrashAsync() => OrderAsync("crash");

    public Task StartAgainAsync() => OrderAsync("start");

    /// <summary>Stops every process of the server where it is: connections stay open and nobody answers.</summary>
    public Task FreezeAsync() => OrderAsync("freeze");

    public Task ThawAsync() => OrderAsync("thaw");

    public async ValueTask DisposeAsync()
    {
        _script.EndInput();
        await _script.ExitAsync(Patience);
        await _script.DisposeAsync();
    }

    private async Task OrderAsync(string order)
    {
        await _script.WriteLineAsync(order);
        var answer = await AnswerAsync();
        if (answer != $"done: {order}")
            throw new InvalidOperationException($"The database server did not {order}.{Environment.NewLine}{_script.Output}");
    }

    private async Task<string> AnswerAsync()
    {
        var number = _answers++;
        await Eventually.ThatAsync(() => _script.HasExited || _script.StandardOutput.Count > number, "the database server's script answers", Patience);
        return _script.StandardOutput.ElementAtOrDefault(number) ?? throw new InvalidOperationException(_script.Output);
    }
}
