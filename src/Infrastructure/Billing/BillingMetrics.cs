using System.Diagnostics.Metrics;
using MySaas.Application.Common;

namespace MySaas.Infrastructure.Billing;

/// <summary>What billing tells OpenTelemetry.</summary>
internal static class BillingMetrics
{
    private static readonly Counter<long> UnexpectedVersions = Telemetry.Meter.CreateCounter<long>(
        "mysaas.billing.unexpected_api_versions", "{event}", "Events of an API version that this release does not expect, by version.");

    private static readonly Counter<long> Events = Telemetry.Meter.CreateCounter<long>(
        "mysaas.billing.webhook_events", "{event}", "Events that came in, by outcome: stored, ignored, duplicate, refused (its signature).");

    private static readonly Counter<long> Missed = Telemetry.Meter.CreateCounter<long>(
        "mysaas.billing.missed_events", "{event}", "Events that no webhook brought, found in the payment provider's list.");

    private static readonly Counter<long> Drift = Telemetry.Meter.CreateCounter<long>(
        "mysaas.billing.drift", "{field}", "Differences that the reconciliation found, by field.");

    public static void UnexpectedApiVersion(string version) => UnexpectedVersions.Add(1, new KeyValuePair<string, object?>("version", version));

    public static void Received(string outcome) => Events.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void FoundMissed() => Missed.Add(1);

    public static void Drifted(string field) => Drift.Add(1, new KeyValuePair<string, object?>("field", field));
}
