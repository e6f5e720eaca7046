using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Domain.Files;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;

namespace MySaas.Infrastructure.Files;

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.Ignore(file => file.OccupiedBytes);
        builder.Property(file => file.Name).HasMaxLength(FileName.MaxLength);
        builder.Property(file => file.ContentType).HasMaxLength(MediaType.MaxLength).IsUnicode(false);
        builder.Property(file => file.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(file => file.Step).HasMaxLength(32).IsUnicode(false);
        builder.Property(file => file.RejectedBecause).HasMaxLength(64).IsUnicode(false);
        builder.Property(file => file.Threat).HasMaxLength(StoredFile.MaxThreatLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(file => file.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(file => file.UploaderId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(file => new { file.OrganizationId, file.Id });
        builder.HasIndex(file => file.UploaderId);
        builder.HasIndex(file => new { file.Status, file.CreatedAt });
    }
}

internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.Ignore(upload => upload.IsDirect);
        builder.Property(upload => upload.Name).HasMaxLength(FileName.MaxLength);
        builder.Property(upload => upload.ContentType).HasMaxLength(MediaType.MaxLength).IsUnicode(false);
        builder.Property(upload => upload.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<Organization>().WithMany().HasForeignKey(upload => upload.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(upload => upload.UploaderId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(upload => upload.ExpiresAt);
        builder.HasIndex(upload => upload.OrganizationId);
        builder.HasIndex(upload => upload.UploaderId);
    }
}
