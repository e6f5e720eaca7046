using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>A process and all that it has written. It does not outlive its owner.</summary>
public sealed class Run : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = [];

    private Run(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> StandardOutput => [.. _output];

    public IReadOnlyList<string> StandardError => [.. _errors];

    /// <summary>Both streams, for messages.</summary>
    public string Output => string.Join(Environment.NewLine, [.. _output, .. _errors]);

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static Run Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        return new Run(new Process { StartInfo = start });
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends the process's input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>The exit status; all output has been read by then.</summary>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process still runs after {limit.TotalSeconds:0} s.{Environment.NewLine}{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Asks the process to stop (SIGTERM).</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Gives the process no time for anything (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
