using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.Property(organization => organization.Name).HasMaxLength(Organization.MaxNameLength);
        builder.Property(organization => organization.Slug).HasMaxLength(Slug.MaxLength).IsUnicode(false);
        builder.HasIndex(organization => organization.Slug).IsUnique();
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasOne<Organization>().WithMany().HasForeignKey(membership => membership.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(membership => membership.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(membership => new { membership.OrganizationId, membership.UserId }).IsUnique();
        builder.HasIndex(membership => new { membership.OrganizationId, membership.Id });
        builder.HasIndex(membership => new { membership.OrganizationId, membership.Role, membership.Id });
        builder.HasIndex(membership => new { membership.UserId, membership.OrganizationId });
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.Property(invitation => invitation.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(invitation => invitation.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(invitation => invitation.OpenFor).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(invitation => invitation.TokenHash).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<Organization>().WithMany().HasForeignKey(invitation => invitation.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
        builder.HasIndex(invitation => new { invitation.OrganizationId, invitation.OpenFor }).IsUnique();
        builder.HasIndex(invitation => new { invitation.OrganizationId, invitation.Id });
        builder.HasIndex(invitation => invitation.ExpiresAt);
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(key => key.Name).HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(key => key.Identifier).HasMaxLength(32).IsUnicode(false);
        builder.Property(key => key.SecretHash).HasMaxLength(64).IsUnicode(false);
        builder.HasList(key => key.Scopes);
        builder.HasOne<Organization>().WithMany().HasForeignKey(key => key.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(key => key.Identifier).IsUnique();
        builder.HasIndex(key => new { key.OrganizationId, key.Id });
    }
}
