using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

/// <summary>How long the provider's ids, and the other names that come from it, may be.</summary>
internal static class ProviderNames
{
    public const int MaxLength = 255;

    public static PropertyBuilder<T> IsProviderName<T>(this PropertyBuilder<T> property) => property.HasMaxLength(MaxLength).IsUnicode(false);

    public static ComplexTypePropertyBuilder<T> IsProviderName<T>(this ComplexTypePropertyBuilder<T> property) =>
        property.HasMaxLength(MaxLength).IsUnicode(false);
}

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.Ignore(subscription => subscription.Status);
        builder.Property(subscription => subscription.CustomerId).IsProviderName();
        builder.Property(subscription => subscription.SecondSubscriptionId).IsProviderName();
        builder.HasList(subscription => subscription.Disputes);
        builder.ComplexProperty(subscription => subscription.State, state =>
        {
            state.Property(told => told.SubscriptionId).IsProviderName();
            state.Property(told => told.CustomerId).IsProviderName();
            state.Property(told => told.PlanCode).HasMaxLength(ProviderNames.MaxLength);
            state.Property(told => told.RetainedPlanCode).HasMaxLength(ProviderNames.MaxLength);
            state.Property(told => told.Currency).HasMaxLength(3).IsUnicode(false);
            state.Property(told => told.LatestInvoiceId).IsProviderName();
        });
        builder.HasOne<Organization>().WithMany().HasForeignKey(subscription => subscription.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(subscription => subscription.OrganizationId).IsUnique();
        builder.HasIndex(subscription => subscription.CustomerId).IsUnique();
    }
}

internal sealed class CheckoutSessionConfiguration : IEntityTypeConfiguration<CheckoutSession>
{
    public void Configure(EntityTypeBuilder<CheckoutSession> builder)
    {
        builder.Property(session => session.SessionId).IsProviderName();
        builder.Property(session => session.PlanCode).HasMaxLength(ProviderNames.MaxLength);
        builder.Property(session => session.Url).HasMaxLength(2000);
        builder.HasOne<Organization>().WithMany().HasForeignKey(session => session.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(session => session.OrganizationId).IsUnique();
    }
}

internal sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.Property(invoice => invoice.InvoiceId).IsProviderName();
        builder.Property(invoice => invoice.SubscriptionId).IsProviderName();
        builder.Property(invoice => invoice.Number).HasMaxLength(ProviderNames.MaxLength);
        builder.Property(invoice => invoice.Currency).HasMaxLength(3).IsUnicode(false);
        builder.Property(invoice => invoice.HostedUrl).HasMaxLength(2000);
        builder.Property(invoice => invoice.PdfUrl).HasMaxLength(2000);
        builder.HasOne<Organization>().WithMany().HasForeignKey(invoice => invoice.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(invoice => invoice.InvoiceId).IsUnique();
        builder.HasIndex(invoice => new { invoice.OrganizationId, invoice.Id });
    }
}

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.Property(told => told.EventId).IsProviderName();
        builder.Property(told => told.Type).IsProviderName();
        builder.Property(told => told.ApiVersion).IsProviderName();
        builder.Property(told => told.CustomerId).IsProviderName();
        builder.Property(told => told.SubscriptionId).IsProviderName();
        builder.Property(told => told.InvoiceId).IsProviderName();
        builder.Property(told => told.ObjectId).IsProviderName();
        builder.HasIndex(told => told.EventId).IsUnique();
        builder.HasIndex(told => told.MessageId);
        builder.HasIndex(told => new { told.Type, told.Id });
    }
}
