namespace MySaas.Domain.Billing;

/// <summary>A subscription as the payment provider tells it at one moment; the provider holds the truth about money.</summary>
public sealed record SubscriptionState
{
    /// <summary>The provider's id of the subscription.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The provider's id of the customer.</summary>
    public required string CustomerId { get; init; }

    public required SubscriptionStatus Status { get; init; }

    /// <summary>The plan of the price, or the price's own id when it is of none that is configured.</summary>
    public required string PlanCode { get; init; }

    public required BillingInterval Interval { get; init; }

    /// <summary>The quantity that is paid for.</summary>
    public required int Seats { get; init; }

    /// <summary>The price of one seat and interval, in minor units of <see cref="Currency"/>.</summary>
    public required long UnitAmount { get; init; }

    /// <summary>ISO 4217, in lower case.</summary>
    public required string Currency { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset CurrentPeriodStart { get; init; }
    public required DateTimeOffset CurrentPeriodEnd { get; init; }
    public bool CancelAtPeriodEnd { get; init; }

    /// <summary>When it ends by a date that was set; the provider ends it without <see cref="CancelAtPeriodEnd"/>, too.</summary>
    public DateTimeOffset? CancelsAt { get; init; }

    public DateTimeOffset? TrialEndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The plan that was paid for and stays open until <see cref="RetainedUntil"/>, after a downgrade.</summary>
    public string? RetainedPlanCode { get; init; }

    public DateTimeOffset? RetainedUntil { get; init; }

    /// <summary>The invoice that was made last, by the provider's id.</summary>
    public string? LatestInvoiceId { get; init; }

    /// <summary>Whether it is going to end by itself.</summary>
    public bool IsEnding => CancelAtPeriodEnd || CancelsAt is not null;

    /// <summary>What the provider says of the id of a subscription that it does not know any more: it is over.</summary>
    public SubscriptionState Gone(DateTimeOffset now) =>
        Status.IsEnded() ? this : this with { Status = SubscriptionStatus.Canceled, EndedAt = EndedAt ?? now };
}
