using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class FailedWrites(Func<AppDbContext> contexts, TimeProvider clock) : IFailedWrites
{
    public async Task NoteAsync(Guid organizationId)
    {
        await using var db = contexts();
        db.Tenant.Enter(organizationId);
        if (await CountAsync(db))
            return;

        // The first checkout of all failed, and left no row.
        var subscription = Subscription.Open(organizationId, clock.GetUtcNow());
        subscription.NoteFailedWrite();
        db.Add(subscription);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException failure) when (DatabaseFaults.Translate(failure) is DuplicateException)
        {
            await CountAsync(db);            // another tab has made one meanwhile
        }
    }

    private static async Task<bool> CountAsync(AppDbContext db) =>
        await db.Subscriptions.ExecuteUpdateAsync(
            set => set
                .SetProperty(subscription => subscription.Attempt, subscription => subscription.Attempt + 1)
                .SetProperty(subscription => subscription.Version, subscription => subscription.Version + 1)) > 0;
}
