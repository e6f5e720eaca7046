namespace MySaas.StripeSimulator.World;

/// <summary>What an account at Stripe can set, and what a test wants fixed.</summary>
public sealed class WorldOptions
{
    /// <summary>Makes ids and shuffles repeatable; none by default.</summary>
    public int? Seed { get; init; }

    /// <summary>Where people reach the hosted pages, without a slash at the end.</summary>
    public string BaseUrl { get; init; } = "http://stripe.simulator";

    /// <summary>How long a renewal's invoice stays a draft; an hour at Stripe.</summary>
    public TimeSpan DraftPeriod { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Days after a failed payment of a renewal until each further try.</summary>
    public IReadOnlyList<int> RetryAfterDays { get; init; } = [3, 5, 7];

    /// <summary>What becomes of the subscription when the last try failed.</summary>
    public AfterRetries AfterRetries { get; init; } = AfterRetries.Cancel;

    /// <summary>How long before a renewal <c>invoice.upcoming</c> is sent.</summary>
    public TimeSpan UpcomingBefore { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What automatic tax adds where it is on.</summary>
    public decimal TaxPercent { get; init; }

    /// <summary>Whether webhooks are sent by themselves, or taken by a test.</summary>
    public bool DeliversWebhooks { get; init; }

    /// <summary>Pauses between the tries of a delivery; after the last one it stays undelivered.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];
}

/// <summary>Stripe's setting for the time after the last failed retry.</summary>
public enum AfterRetries
{
    Cancel,
    MarkUnpaid,
    LeavePastDue,
}
