using MySaas.Application.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

/// <inheritdoc cref="IUsageAtCommit"/>
internal sealed class UsageAtCommit(CommitSteps steps, UsageTable table) : IUsageAtCommit
{
    public void Take(string limit, int period, long amount, long? max) => steps.Add(limit, async ct =>
    {
        var most = max - amount;
        if (await table.TakeAsync(limit, period, amount, most, ct))
            return;
        if (most < 0 || await table.ExistsAsync(limit, ct) || !table.TakeFirst(limit, period, amount, most))
            throw BillingRefusals.LimitReached(limit).AsException();
    });

    public void GiveBack(string limit, int period, long amount) => steps.Add(limit, ct => table.GiveBackAsync(limit, period, amount, ct));

    public void TakeSeat(long max) => steps.Add(Members.Name, async ct =>
    {
        if (await table.HoldMembersAsync(ct) >= max)
            throw BillingRefusals.LimitReached(Members.Name).AsException();
    });
}
