using System.ComponentModel.DataAnnotations;

namespace MySaas.Application.Common;

/// <summary>Section <c>RateLimits</c>: how much one caller may ask for in a window of time.</summary>
public sealed class RateLimitOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Per client address: every call that needs no sign-in at each node's edge, and wrong passwords and codes in the
    /// database, so that many nodes share one count.
    /// </summary>
    public Policy Auth { get; init; } = new() { PermitLimit = 50 };

    /// <summary>Per signed-in user, else per client address.</summary>
    public Policy Api { get; init; } = new() { PermitLimit = 1200 };

    /// <summary>Per client address: what the payment provider tells. It sends in bursts, and again what was refused.</summary>
    public Policy Webhooks { get; init; } = new() { PermitLimit = 12_000 };

    public sealed class Policy
    {
        /// <summary>Calls per window.</summary>
        [Range(1, int.MaxValue)]
        public int PermitLimit { get; init; } = 1;

        /// <summary>Up to an hour.</summary>
        [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
        public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);
    }
}
