using System.Diagnostics.Metrics;
using MySaas.Application.Common;

namespace MySaas.Infrastructure.Auth;

/// <summary><c>mysaas.passwords.turned_away</c>: what a storm of sign-ins leaves unanswered.</summary>
internal static class PasswordMetrics
{
    private static readonly Counter<long> Refusals = Telemetry.Meter.CreateCounter<long>(
        "mysaas.passwords.turned_away", "{password}", "Passwords that were not hashed because too many waited already.");

    public static void TurnedAway() => Refusals.Add(1);
}
