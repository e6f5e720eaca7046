using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>How the business did on one day, by UTC. There is one per day.</summary>
public sealed class BusinessMetrics : AggregateRoot
{
    private BusinessMetrics() { }            // EF Core

    public DateOnly Day { get; private init; }

    /// <summary>Accounts that were opened on the day.</summary>
    public int SignUps { get; private set; }

    /// <summary>People who signed in on the day.</summary>
    public int ActiveUsers { get; private set; }

    /// <summary>Organizations of which a member was there on the day.</summary>
    public int ActiveOrganizations { get; private set; }

    /// <summary>Accounts with a confirmed address at the time of the count.</summary>
    public int ConfirmedUsers { get; private set; }

    /// <summary>All accounts at the time of the count.</summary>
    public int TotalUsers { get; private set; }

    /// <summary>Subscriptions that are paid for at the time of the count.</summary>
    public int ActiveSubscriptions { get; private set; }

    /// <summary>Subscriptions in their trial at the time of the count.</summary>
    public int TrialingSubscriptions { get; private set; }

    /// <summary>Subscriptions that wait for a payment at the time of the count.</summary>
    public int PastDueSubscriptions { get; private set; }

    /// <summary>Subscriptions that began on the day.</summary>
    public int NewSubscriptions { get; private set; }

    /// <summary>Subscriptions that ended on the day.</summary>
    public int ChurnedSubscriptions { get; private set; }

    /// <summary>Monthly recurring revenue at the time of the count, one per currency; see <see cref="MonthlyRevenue"/>.</summary>
    public IReadOnlyList<Money> Mrr { get; private set; } = [];

    public DateTimeOffset CountedAt { get; private set; }

    public static BusinessMetrics Of(DateOnly day, BusinessCounts counts, DateTimeOffset now)
    {
        var metrics = new BusinessMetrics { Id = Guid.CreateVersion7(now), Day = day };
        metrics.Renew(counts, now);
        return metrics;
    }

    public void Renew(BusinessCounts counts, DateTimeOffset now)
    {
        (SignUps, ActiveUsers, ActiveOrganizations) = (counts.SignUps, counts.ActiveUsers, counts.ActiveOrganizations);
        (ConfirmedUsers, TotalUsers, CountedAt) = (counts.ConfirmedUsers, counts.TotalUsers, now);
        var subscriptions = counts.Subscriptions;
        (ActiveSubscriptions, TrialingSubscriptions, PastDueSubscriptions) = (subscriptions.Active, subscriptions.Trialing, subscriptions.PastDue);
        (NewSubscriptions, ChurnedSubscriptions) = (subscriptions.New, subscriptions.Churned);
        Mrr = subscriptions.Mrr;
    }
}

/// <inheritdoc cref="BusinessMetrics"/>
public sealed record BusinessCounts(
    int SignUps, int ActiveUsers, int ActiveOrganizations, int ConfirmedUsers, int TotalUsers, SubscriptionCounts Subscriptions);

/// <inheritdoc cref="BusinessMetrics"/>
public sealed record SubscriptionCounts(int Active, int Trialing, int PastDue, int New, int Churned, IReadOnlyList<Money> Mrr);
