using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Sinks.Async;

namespace MySaas.WebApi.Common;

/// <summary>
/// Standard output, many lines at a time: a write costs more than a line, and waking a thread more than both. For a thread of its own, which
/// rests after each write: a line is out within <see cref="Rest"/>, and all of them before the process ends.
/// </summary>
internal sealed class BatchedConsole(ITextFormatter format) : ILogEventSink, IAsyncLogEventSinkMonitor, IDisposable
{
    private const int MaxCharacters = 64 * 1024;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    private readonly StringWriter _lines = new(CultureInfo.InvariantCulture);
    private readonly ManualResetEvent _nothing = new(initialState: false);
    private IAsyncLogEventSinkInspector? _queue;

    public void StartMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = inspector;

    public void StopMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = null;

    public void Emit(LogEvent logEvent)
    {
        format.Format(logEvent, _lines);
        var written = _lines.GetStringBuilder();
        if (_queue is { Count: > 0 } && written.Length < MaxCharacters)
            return;

        Console.Out.Write(written);
        written.Clear();
        if (_queue is { Count: 0 })
            _nothing.WaitOne(Rest);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _nothing.Dispose();
    }
}
