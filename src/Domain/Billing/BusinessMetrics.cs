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

    /// <summary>Accounts with a confirmed address at the time of the count.</summary>
    public int ConfirmedUsers { get; private set; }

    /// <summary>All accounts at the time of the count.</summary>
    public int TotalUsers { get; private set; }

    public DateTimeOffset CountedAt { get; private set; }

    public static BusinessMetrics Of(DateOnly day, BusinessCounts counts, DateTimeOffset now)
    {
        var metrics = new BusinessMetrics { Id = Guid.CreateVersion7(now), Day = day };
        metrics.Renew(counts, now);
        return metrics;
    }

    public void Renew(BusinessCounts counts, DateTimeOffset now)
    {
        (SignUps, ActiveUsers) = (counts.SignUps, counts.ActiveUsers);
        (ConfirmedUsers, TotalUsers, CountedAt) = (counts.ConfirmedUsers, counts.TotalUsers, now);
    }
}

/// <inheritdoc cref="BusinessMetrics"/>
public sealed record BusinessCounts(int SignUps, int ActiveUsers, int ConfirmedUsers, int TotalUsers);
