using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class ProviderWalkConfiguration : IEntityTypeConfiguration<ProviderWalk>
{
    public void Configure(EntityTypeBuilder<ProviderWalk> builder) => builder.HasIndex(walk => walk.List).IsUnique();
}

internal sealed class ProviderWalkRepository(AppDbContext db) : IProviderWalkRepository
{
    public Task<ProviderWalk?> FindAsync(ProviderList list, CancellationToken ct) => db.ProviderWalks.FirstOrDefaultAsync(walk => walk.List == list, ct);

    public void Add(ProviderWalk walk) => db.Add(walk);
}

internal sealed class ReconciliationRepository(AppDbContext db) : IReconciliationRepository
{
    private static readonly SubscriptionStatus[] Live = [.. Enum.GetValues<SubscriptionStatus>().Where(status => status.IsLive())];

    public async Task<IReadOnlyList<OurSubscription>> ListAsync(
        IReadOnlyList<string> customerIds, IReadOnlyList<Guid> claimants, CancellationToken ct)
    {
        var known = await Beside(db.Subscriptions.OfAllOrganizations().Where(subscription =>
            subscription.CustomerId != null && customerIds.Contains(subscription.CustomerId) || claimants.Contains(subscription.OrganizationId))).ToListAsync(ct);
        var others = claimants.Except(known.Select(ours => ours.OrganizationId)).ToList();
        var beginners = await db.Organizations.Where(organization => others.Contains(organization.Id)).Select(organization => organization.Id).ToListAsync(ct);
        return [.. known, .. beginners.Select(id => new OurSubscription(id, CustomerId: null, State: null, SecondSubscriptionId: null, LatestInvoice: null, Members: 0))];
    }

    public async Task<IReadOnlyList<OurSubscription>> ListUncomparedAsync(DateTimeOffset since, Guid? after, int limit, CancellationToken ct) =>
        await Beside(db.Subscriptions.OfAllOrganizations()
            .Where(subscription => subscription.State != null && Live.Contains(subscription.State.Status))
            .Where(subscription => subscription.ComparedAt == null || subscription.ComparedAt < since)
            .Where(subscription => after == null || subscription.OrganizationId.CompareTo(after.Value) > 0)
            .OrderBy(subscription => subscription.OrganizationId).Take(limit)).ToListAsync(ct);

    public Task MarkComparedAsync(IReadOnlyList<Guid> organizationIds, DateTimeOffset now, CancellationToken ct) =>
        db.Subscriptions.OfAllOrganizations()
            .Where(subscription => organizationIds.Contains(subscription.OrganizationId))
            .ExecuteUpdateAsync(set => set.SetProperty(subscription => subscription.ComparedAt, now), ct);

    private IQueryable<OurSubscription> Beside(IQueryable<Subscription> subscriptions) =>
        subscriptions.AsNoTracking().Select(subscription => new OurSubscription(
            subscription.OrganizationId,
            subscription.CustomerId,
            subscription.State,
            subscription.SecondSubscriptionId,
            db.Invoices.OfAllOrganizations()
                .Where(invoice => subscription.State != null && invoice.InvoiceId == subscription.State.LatestInvoiceId)
                .Select(invoice => (InvoiceStatus?)invoice.Status).FirstOrDefault(),
            db.Memberships.OfAllOrganizations().Count(membership => membership.OrganizationId == subscription.OrganizationId)));
}
