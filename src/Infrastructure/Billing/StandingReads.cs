using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class StandingReads(AppDbContext db, BillingOptions billing, TimeProvider clock) : IStandingReads
{
    private static readonly Standing NeverSubscribed = new(Plan.FreeCode, Access.Full);

    public async Task<Standing> GetAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Subscriptions.AsNoTracking().FirstOrDefaultAsync(ct) is { } subscription
            ? new Standing(subscription.PlanCodeAt(now), subscription.AccessAt(now, billing.GracePeriod))
            : NeverSubscribed;
    }
}
