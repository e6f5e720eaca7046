using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// What the organization that was entered uses of what its plan counts. Taking and giving back commit with the rows that they are
/// for, in one transaction: no crash comes between the two, and of any number that take at once none gets what is not there.
/// A plan that is smaller than what is used already, as after a downgrade, refuses to take and lets give back.
/// </summary>
public sealed class Usage(Entitlements entitlements, IUsageAtCommit changes, TimeProvider clock)
{
    /// <summary>How much can still be taken; null without a limit. Others may take it before the commit does.</summary>
    public async Task<long?> LeftAsync<TLimit>(CancellationToken ct) where TLimit : ICountedLimit =>
        TLimit.In((await entitlements.PlanAsync(ct)).Limits) is { } max
            ? Math.Max(0, max - await entitlements.UsedAsync(Limits.Of<TLimit>(), ct))
            : null;

    /// <param name="amount">At least 0; all or nothing of it is taken.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="RefusedException">A payment is missing; or, from the commit, there is not so much left.</exception>
    public async Task TakeAsync<TLimit>(long amount, CancellationToken ct) where TLimit : ICountedLimit
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var plan = await entitlements.PaidPlanAsync(ct);
        changes.Take(TLimit.Name, TLimit.PeriodAt(clock.GetUtcNow()), amount, TLimit.In(plan.Limits));
    }

    /// <param name="amount">What was taken.</param>
    /// <param name="takenAt">When: what belongs to a month that is over comes back to nobody.</param>
    public void GiveBack<TLimit>(long amount, DateTimeOffset takenAt) where TLimit : ICountedLimit
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (amount > 0)
            changes.GiveBack(TLimit.Name, TLimit.PeriodAt(takenAt), amount);
    }
}
