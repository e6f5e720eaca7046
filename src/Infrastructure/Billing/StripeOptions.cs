using System.ComponentModel.DataAnnotations;

namespace MySaas.Infrastructure.Billing;

/// <summary>Section <c>Stripe</c>.</summary>
public sealed class StripeOptions
{
    /// <summary>The account's secret or restricted key (<c>sk_test_…</c>, <c>sk_live_…</c>, <c>rk_…</c>); without one nothing can be bought.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The secrets of the webhook endpoint (<c>whsec_…</c>). All of them count, so that one can be rolled without a gap.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>Where Stripe is, when it is not at its own address: the simulator, or another stand-in.</summary>
    public Uri? ApiBase { get; init; }

    /// <summary>How long one call may take, its repetitions included: a second to two minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the key moves real money.</summary>
    public bool IsLive => SecretKey?.Split('_') is [_, "live", ..];

    internal bool IsConfigured => !string.IsNullOrWhiteSpace(SecretKey);
}
