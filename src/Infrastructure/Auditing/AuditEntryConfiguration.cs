using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Domain.Auditing;

namespace MySaas.Infrastructure.Auditing;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(entry => entry.Action).HasMaxLength(100);
        builder.Property(entry => entry.IpAddress).HasMaxLength(45);
        builder.Property(entry => entry.RequestId).HasMaxLength(64);
        builder.HasIndex(entry => new { entry.OrganizationId, entry.Id });
        builder.HasIndex(entry => new { entry.OrganizationId, entry.Action, entry.Id });
        builder.HasIndex(entry => new { entry.OrganizationId, entry.ActorId, entry.Id });
        builder.HasIndex(entry => new { entry.OrganizationId, entry.SubjectId, entry.Id });
        builder.HasIndex(entry => new { entry.ActorId, entry.Id });
        builder.HasIndex(entry => new { entry.SubjectId, entry.Id });
    }
}
