namespace MySaas.Domain.Billing;

/// <summary>Where a subscription stands, in the payment provider's words; what each opens is <see cref="Subscription.AccessAt"/>.</summary>
public enum SubscriptionStatus
{
    /// <summary>There never was one.</summary>
    None,

    /// <summary>The first payment has not come through.</summary>
    Incomplete,

    /// <summary>The first payment never came; over.</summary>
    IncompleteExpired,

    Trialing,
    Active,

    /// <summary>A renewal was not paid, and the provider tries again.</summary>
    PastDue,

    /// <summary>A renewal was not paid, and the provider has given up.</summary>
    Unpaid,

    /// <summary>The trial ended without a way to pay.</summary>
    Paused,

    /// <summary>Over.</summary>
    Canceled,
}

public static class SubscriptionStatuses
{
    /// <summary>Whether it goes on: nobody may begin a second one beside it.</summary>
    public static bool IsLive(this SubscriptionStatus status) => status
        is SubscriptionStatus.Trialing or SubscriptionStatus.Active or SubscriptionStatus.PastDue
        or SubscriptionStatus.Unpaid or SubscriptionStatus.Paused;

    /// <summary>Whether a renewal is not paid.</summary>
    public static bool IsOwing(this SubscriptionStatus status) => status is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid;

    /// <summary>Whether it is over for good.</summary>
    public static bool IsEnded(this SubscriptionStatus status) =>
        status is SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired;
}

/// <summary>What an organization may do for what it pays.</summary>
public enum Access
{
    /// <summary>All that its plan has.</summary>
    Full,

    /// <summary>As full, for a while, although a payment is missing.</summary>
    Grace,

    /// <summary>Reading and deleting; nothing that costs.</summary>
    Restricted,
}
