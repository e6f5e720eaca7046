using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Infrastructure.Billing;

/// <summary>How much of one limit an organization uses.</summary>
internal sealed class UsageCounter : IOwnedByOrganization
{
    public Guid OrganizationId { get; init; }

    public string LimitName { get; init; } = "";

    /// <summary>What the count belongs to; one of an earlier period counts as none.</summary>
    public int Period { get; init; }

    public long Used { get; set; }

    /// <summary>When it was last compared with what it counts.</summary>
    public DateTimeOffset ComparedAt { get; init; }
}

internal sealed class UsageCounterConfiguration : IEntityTypeConfiguration<UsageCounter>
{
    public void Configure(EntityTypeBuilder<UsageCounter> builder)
    {
        builder.HasKey(counter => new { counter.OrganizationId, counter.LimitName });
        builder.Property(counter => counter.LimitName).HasMaxLength(50).IsUnicode(false);
        builder.HasOne<Organization>().WithMany().HasForeignKey(counter => counter.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(counter => new { counter.LimitName, counter.ComparedAt });
    }
}
