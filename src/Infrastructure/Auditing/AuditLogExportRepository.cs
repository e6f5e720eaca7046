using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Auditing;
using MySaas.Domain.Auditing;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auditing;

internal sealed class AuditLogExportConfiguration : IEntityTypeConfiguration<AuditLogExport>
{
    public void Configure(EntityTypeBuilder<AuditLogExport> builder)
    {
        builder.Property(export => export.TokenHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(export => export.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<Organization>().WithMany().HasForeignKey(export => export.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(export => export.ExpiresAt);
        builder.HasIndex(export => export.FileId);
    }
}

internal sealed class AuditLogExportRepository(AppDbContext db) : IAuditLogExportRepository
{
    public Task<AuditLogExport?> FindAsync(Guid id, CancellationToken ct) =>
        db.AuditLogExports.FirstOrDefaultAsync(export => export.Id == id, ct);

    public Task<AuditLogExport?> FindOfAnyoneAsync(Guid id, CancellationToken ct) =>
        db.AuditLogExports.OfAllOrganizations().FirstOrDefaultAsync(export => export.Id == id, ct);

    public void Add(AuditLogExport export) => db.Add(export);

    public Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        db.AuditLogExports.OfAllOrganizations().Where(export => export.ExpiresAt < before)
            .DeleteFirstAsync(export => export.ExpiresAt, export => export.Id, limit, ct);
}
