using System.Diagnostics;
using System.Diagnostics.Metrics;
using MySaas.Application.Common;

namespace MySaas.Benchmarks.Jobs;

/// <summary>Waits for messages by the product's own metric, so that nobody else asks the database meanwhile.</summary>
internal sealed class DoneCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource<long> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    public DoneCount(int count)
    {
        _left = count;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name && instrument.Name == "mysaas.messages.attempts")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Count(tags));
        _listener.Start();
    }

    /// <summary>The time stamp of the last one.</summary>
    public Task<long> Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(2));

    public void Dispose() => _listener.Dispose();

    private void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            if (key == "outcome" && value is not "done")
                _reached.TrySetException(new InvalidOperationException($"A message was {value}."));
        if (Interlocked.Decrement(ref _left) == 0)
            _reached.TrySetResult(Stopwatch.GetTimestamp());
    }
}
