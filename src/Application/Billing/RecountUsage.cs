using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Billing;

/// <summary>
/// Compares counters with the rows that they count. They commit together, so a difference is a fault of ours, or somebody has
/// changed rows by hand: it is put right and logged.
/// </summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record RecountUsage(int Limit = 100) : IBatchStep;

public sealed class RecountUsageHandler(IUsageRecount counters, TimeProvider clock) : IRequestHandler<RecountUsage, int>
{
    // Less than a day, so that a daily run finds those of the last one.
    private static readonly TimeSpan Interval = TimeSpan.FromHours(12);

    public Task<int> Handle(RecountUsage command, CancellationToken ct) =>
        counters.CompareAsync(clock.GetUtcNow() - Interval, command.Limit, ct);
}

public interface IUsageRecount
{
    /// <summary>
    /// Compares counters that were not compared since then, each while nobody can change it, for every <see cref="IUsageSource"/>;
    /// up to <paramref name="limit"/> of each.
    /// </summary>
    Task<int> CompareAsync(DateTimeOffset before, int limit, CancellationToken ct);
}

/// <summary>Knows how much of one limit is really used. The feature whose rows they are has it.</summary>
public interface IUsageSource
{
    /// <summary>The name of an <see cref="ICountedLimit"/> that does not begin anew with time.</summary>
    string Limit { get; }

    /// <summary>Adds up the rows of the organization that was entered.</summary>
    Task<long> AddUpAsync(CancellationToken ct);
}
