using System.Diagnostics.Metrics;
using MySaas.Application.Common;

namespace MySaas.Infrastructure.Jobs;

/// <summary>What background work tells OpenTelemetry.</summary>
internal static class JobMetrics
{
    private static readonly Counter<long> Attempts = Telemetry.Meter.CreateCounter<long>(
        "mysaas.messages.attempts", "{attempt}", "Attempts at messages, by type and outcome: done, retried, dead, postponed, released, lost.");

    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram<double>(
        "mysaas.messages.duration", "s", "Time that an attempt at a message took, by type.");

    private static readonly Counter<long> LeaseLosses = Telemetry.Meter.CreateCounter<long>(
        "mysaas.messages.lease_losses", "{lease}", "Attempts that found another worker at their message.");

    private static readonly Histogram<double> RunDuration = Telemetry.Meter.CreateHistogram<double>(
        "mysaas.jobs.duration", "s", "Time that a run of a job took, by job and outcome.");

    public static void Attempted(string type, string outcome, TimeSpan duration)
    {
        Attempts.Add(1, new("type", type), new("outcome", outcome));
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("type", type));
    }

    public static void LostLease() => LeaseLosses.Add(1);

    public static void Ran(string job, bool succeeded, TimeSpan duration) =>
        RunDuration.Record(duration.TotalSeconds, new("job", job), new("outcome", succeeded ? "succeeded" : "failed"));
}
