using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class UsageRecordConfiguration : IEntityTypeConfiguration<UsageRecord>
{
    public void Configure(EntityTypeBuilder<UsageRecord> builder)
    {
        builder.Property(record => record.Meter).HasMaxLength(UsageRecord.MaxMeterLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(record => record.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(record => new { record.OrganizationId, record.Id });
    }
}

internal sealed class UsageRecordRepository(AppDbContext db) : IUsageRecordRepository
{
    public Task<UsageRecord?> FindAsync(Guid id, CancellationToken ct) => db.UsageRecords.FirstOrDefaultAsync(record => record.Id == id, ct);

    public void Add(UsageRecord record) => db.Add(record);
}
