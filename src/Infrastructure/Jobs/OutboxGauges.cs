using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySaas.Application.Common;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Tells OpenTelemetry how the outbox stands. All workers count the same rows: take the largest, not the sum.</summary>
internal sealed partial class OutboxGauges : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly OutboxCensus _census;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxGauges> _logger;
    private volatile OutboxCount? _count;

    public OutboxGauges(OutboxCensus census, TimeProvider clock, ILogger<OutboxGauges> logger)
    {
        (_census, _clock, _logger) = (census, clock, logger);
        Meter.CreateObservableGauge("mysaas.messages.unfinished", () => ByType(_count?.Unfinished), "{message}", "Messages that wait or are under way, by type.");
        Meter.CreateObservableGauge("mysaas.messages.dead", () => ByType(_count?.Dead), "{message}", "Messages among the dead letters, by type.");
        Meter.CreateObservableGauge("mysaas.messages.delay", Delay, "s", "How long the message that is due longest has been waiting.");
    }

    /// <summary>Of its own, so that the gauges end with it.</summary>
    internal Meter Meter { get; } = new(Telemetry.Name);

    internal async Task CountAsync(CancellationToken ct)
    {
        try
        {
            _count = await _census.CountAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)       // no figure is better than an old one
        {
            _count = null;
            LogNotCounted(_logger, failure.GetType().Name);
        }
    }

    public override void Dispose()
    {
        Meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        do
            await CountAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<double>> Delay() => _count is { } count ? [new(count.Delay.TotalSeconds)] : [];

    private static IEnumerable<Measurement<int>> ByType(IReadOnlyDictionary<string, int>? count) =>
        count is null ? [] : count.Select(type => new Measurement<int>(type.Value, new KeyValuePair<string, object?>("type", type.Key)));

    [LoggerMessage(LogLevel.Debug, "The outbox could not be counted: {Error}")]
    private static partial void LogNotCounted(ILogger logger, string error);
}
