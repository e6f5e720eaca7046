using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Notes how the business did yesterday, by UTC. Run again, it counts again.</summary>
[NothingToValidate("it has no input")]
public sealed record SnapshotBusinessMetrics : IJobStep, ICommand<int>;

public sealed class SnapshotBusinessMetricsHandler(IBusinessMetricsRepository metrics, TimeProvider clock)
    : IRequestHandler<SnapshotBusinessMetrics, int>
{
    public async Task<int> Handle(SnapshotBusinessMetrics command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var counts = await metrics.CountAsync(day, ct);
        if (await metrics.FindAsync(day, ct) is { } snapshot)
            snapshot.Renew(counts, now);
        else
            metrics.Add(BusinessMetrics.Of(day, counts, now));
        return 1;
    }
}

public interface IBusinessMetricsRepository
{
    Task<BusinessMetrics?> FindAsync(DateOnly day, CancellationToken ct);

    /// <summary>What can be said now of a day that is today, or has just ended.</summary>
    Task<BusinessCounts> CountAsync(DateOnly day, CancellationToken ct);

    /// <summary>The days that were noted, newest first.</summary>
    Task<IReadOnlyList<BusinessMetrics>> ListAsync(DateOnly from, DateOnly to, CancellationToken ct);

    /// <exception cref="DuplicateException">At the commit: somebody noted the day at the same time.</exception>
    void Add(BusinessMetrics metrics);
}
