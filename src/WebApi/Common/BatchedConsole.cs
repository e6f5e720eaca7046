using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Sinks.Async;

namespace MySaas.WebApi.Common;

/// <summary>
/// The console, many lines at a time: a write costs more than a line, and waking a thread more than both. For a thread of its own, which
/// rests after each write: a line is out within <see cref="Rest"/>, and all of them once the logger is closed.
/// </summary>
internal sealed class BatchedConsole(ITextFormatter format, TextWriter output) : ILogEventSink, IAsyncLogEventSinkMonitor, IDisposable
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
        if (_queue is { Count: > 0 } && _lines.GetStringBuilder().Length < MaxCharacters)
            return;

        Write();
        if (_queue is { Count: 0 })
            _nothing.WaitOne(Rest);
    }

    public void Dispose()
    {
        Write();                                 // what stood before a line that could not be formatted
        _lines.Dispose();
        _nothing.Dispose();
    }

    private void Write()
    {
        output.Write(_lines.GetStringBuilder());
        _lines.GetStringBuilder().Clear();
    }
}
