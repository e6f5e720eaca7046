using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Domain.Auditing;
using MySaas.Domain.Auth;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;
using MySaas.Domain.Files;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Billing;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.Persistence;

/// <summary>The one model. What differs between the engines stands in the three contexts that derive from it.</summary>
internal abstract class AppDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();
    public DbSet<AccountExport> AccountExports => Set<AccountExport>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditLogExport> AuditLogExports => Set<AuditLogExport>();
    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<BusinessMetrics> BusinessMetrics => Set<BusinessMetrics>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<CheckoutSession> CheckoutSessions => Set<CheckoutSession>();
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<UsageRecord> UsageRecords => Set<UsageRecord>();
    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();
    public DbSet<ProviderWalk> ProviderWalks => Set<ProviderWalk>();
    public DbSet<DriftEntry> DriftEntries => Set<DriftEntry>();
    public DbSet<UsageCounter> UsageCounters => Set<UsageCounter>();
    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();
    public DbSet<Throttle> Throttles => Set<Throttle>();
    public DbSet<DevelopmentEmail> DevelopmentEmails => Set<DevelopmentEmail>();

    /// <summary>Whose rows are seen and may be saved. A context comes from a pool, so each that is handed out is given one.</summary>
    internal Tenant Tenant { get; set; } = new();

    /// <summary>Whether a transaction is open over several saves; see <see cref="HeldCommit"/>.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>What the tenants' filter compares with.</summary>
    public Guid EnteredOrganization => Tenant.Id;

    /// <exception cref="InvalidOperationException">A row of another organization would be saved.</exception>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<IOwnedByOrganization>())
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                Tenant.RequireOwn(entry.Entity);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        TenantFilter.Apply(modelBuilder, this);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // Ids are made by the domain, and an aggregate guards itself against concurrent change.
            entity.FindPrimaryKey()?.Properties.Where(key => key.ClrType == typeof(Guid)).ToList()
                .ForEach(key => key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never);
            if (typeof(AggregateRoot).IsAssignableFrom(entity.ClrType))
            {
                modelBuilder.Entity(entity.ClrType).Ignore(nameof(AggregateRoot.Events));
                modelBuilder.Entity(entity.ClrType).Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();
            }
        }
    }
}
