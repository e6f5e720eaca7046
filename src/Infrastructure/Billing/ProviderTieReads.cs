using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class ProviderTieReads(AppDbContext db) : IProviderTieReads
{
    public async Task<ProviderTies> FindAsync(Guid organizationId, CancellationToken ct)
    {
        // In this order: a checkout that is paid meanwhile has become a subscription before it is forgotten.
        var session = await db.CheckoutSessions.OfAllOrganizations().AsNoTracking()
            .FirstOrDefaultAsync(session => session.OrganizationId == organizationId, ct);
        var subscription = await db.Subscriptions.OfAllOrganizations().AsNoTracking()
            .FirstOrDefaultAsync(subscription => subscription.OrganizationId == organizationId, ct);
        return new ProviderTies(subscription?.Status.IsLive() is true ? subscription.State!.SubscriptionId : null, session?.SessionId);
    }
}
