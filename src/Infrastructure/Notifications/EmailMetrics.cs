using System.Diagnostics.Metrics;
using MySaas.Application.Common;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Notifications;

/// <summary><c>mysaas.emails</c>: what became of each try to send a mail.</summary>
internal static class EmailMetrics
{
    private static readonly Meter Meter = new(Telemetry.Name);

    private static readonly Counter<long> Emails = Meter.CreateCounter<long>(
        "mysaas.emails", "{email}", "Tries to send a mail by outcome: sent, postponed, refused (for good) or failed.");

    public static void Count(Exception? failure) => Emails.Add(1, new KeyValuePair<string, object?>("outcome", failure switch
    {
        null => "sent",
        PostponedException => "postponed",
        PermanentFailureException => "refused",
        _ => "failed",
    }));
}
