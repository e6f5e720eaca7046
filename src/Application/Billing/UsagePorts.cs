using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>By what an organization is judged.</summary>
/// <param name="PlanCode">The plan whose features and limits count now; <see cref="Plan.FreeCode"/> for who never subscribed.</param>
/// <param name="Access">What a missing payment leaves of it.</param>
public sealed record Standing(string PlanCode, Access Access);

public interface IStandingReads
{
    /// <summary>That of the organization that was entered.</summary>
    Task<Standing> GetAsync(CancellationToken ct);
}

/// <summary>How much the organization that was entered uses.</summary>
public interface IUsageReads
{
    Task<long> CountMembersAsync(CancellationToken ct);

    /// <param name="limit">The name of an <see cref="ICountedLimit"/>.</param>
    /// <param name="period">From <see cref="ICountedLimit.PeriodAt"/>.</param>
    /// <param name="ct">Gives up.</param>
    Task<long> FindCountAsync(string limit, int period, CancellationToken ct);
}

/// <summary>
/// Changes and checks that wait for the commit. They are made in its transaction, by statements that hold what they touch until
/// it ends, so that they are right however many commits come at once; a commit that fails leaves nothing of them.
/// </summary>
public interface IUsageAtCommit
{
    /// <exception cref="RefusedException">At the commit: more would be used than <paramref name="max"/>.</exception>
    void Take(string limit, int period, long amount, long? max);

    void GiveBack(string limit, int period, long amount);

    /// <exception cref="RefusedException">At the commit: one more member would be more than <paramref name="max"/>.</exception>
    void TakeSeat(long max);
}
