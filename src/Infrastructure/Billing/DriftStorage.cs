using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class DriftEntryConfiguration : IEntityTypeConfiguration<DriftEntry>
{
    private const int MaxFieldLength = 50;

    public void Configure(EntityTypeBuilder<DriftEntry> builder)
    {
        builder.Property(entry => entry.SubscriptionId).IsProviderName();
        builder.Property(entry => entry.Field).HasMaxLength(MaxFieldLength).IsUnicode(false);
        builder.Property(entry => entry.Ours).HasMaxLength(ProviderNames.MaxLength);
        builder.Property(entry => entry.Stripes).HasMaxLength(ProviderNames.MaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(entry => entry.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DriftRepository(AppDbContext db) : IDriftRepository, IDriftReads
{
    public void Add(DriftEntry entry) => db.Add(entry);

    public Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        var first = IdTime.FirstAt(before);
        return db.DriftEntries.OfAllOrganizations()
            .Where(entry => entry.Id.CompareTo(first) < 0)
            .DeleteFirstAsync(entry => entry.Id, entry => entry.Id, limit, ct);
    }

    public async Task<IReadOnlyList<DriftDto>> ListAsync(PageRequest page, CancellationToken ct) =>
        await db.DriftEntries.OfAllOrganizations().AsNoTracking()
            .Where(entry => page.After == null || entry.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(entry => entry.Id)
            .Take(page.Limit + 1)
            .Select(entry => new DriftDto(
                entry.Id, entry.OrganizationId, entry.SubscriptionId, entry.Field, entry.Ours, entry.Stripes, entry.RepairedAt))
            .ToListAsync(ct);
}

/// <summary>Counts drift once it is committed.</summary>
internal sealed class DriftMeter : ICommitObserver
{
    public Action? BeforeCommit(ChangeTracker changes)
    {
        var fields = changes.Entries<DriftEntry>().Where(entry => entry.State is EntityState.Added).Select(entry => entry.Entity.Field).ToList();
        return fields.Count == 0 ? null : () => fields.ForEach(BillingMetrics.Drifted);
    }
}
