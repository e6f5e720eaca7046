using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MySaas.Domain.Auditing;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Persistence;

/// <summary>SQLite has no time type: times are text that sorts.</summary>
internal sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options) : AppDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<SortableTime>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.IndexMessages("\"NextAttemptAt\" IS NOT NULL", "\"Status\" = 'Dead'", "\"OrderingKey\" IS NOT NULL");
        modelBuilder.IndexIgnoredEvents("\"IsIgnored\"");
        modelBuilder.IndexTheRare("NOT \"EmailConfirmed\"", "\"RevokedAt\" IS NULL", "\"ImpersonatorId\" IS NOT NULL");
    }

    /// <summary>How a time is written, for SQL of our own.</summary>
    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);

    public static DateTimeOffset TimeOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed class SortableTime() : ValueConverter<DateTimeOffset, string>(time => TextOf(time), text => TimeOf(text));
}

/// <summary>
/// SQL Server sorts a uniqueidentifier by its last bytes first, which scatters version 7 UUIDs over the clustered index and
/// turns keyset paging around. As binary(16) they sort by time, and the hexadecimal reads like the id in the API.
/// </summary>
internal sealed class SqlServerAppDbContext(DbContextOptions<SqlServerAppDbContext> options) : AppDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuid>().HaveColumnType("binary(16)");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.IndexMessages("[NextAttemptAt] IS NOT NULL", "[Status] = N'Dead'", "[OrderingKey] IS NOT NULL");
        modelBuilder.IndexIgnoredEvents("[IsIgnored] = 1");
        modelBuilder.IndexTheRare("[EmailConfirmed] = 0", "[RevokedAt] IS NULL", "[ImpersonatorId] IS NOT NULL");
        modelBuilder.AddQuartz(name => name);
    }

    private sealed class BigEndianGuid() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));
}

/// <summary>PostgreSQL's people expect snake_case; see the naming convention in <see cref="PersistenceSetup"/>.</summary>
internal sealed class PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options) : AppDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.IndexMessages("next_attempt_at IS NOT NULL", "status = 'Dead'", "ordering_key IS NOT NULL");
        modelBuilder.IndexIgnoredEvents("is_ignored");
        modelBuilder.IndexTheRare("NOT email_confirmed", "revoked_at IS NULL", "impersonator_id IS NOT NULL");
        modelBuilder.AddQuartz(name => name.ToLowerInvariant());
    }
}

file static class EngineIndexes
{
    /// <summary>Finished messages have no next attempt and stay out of the claim's index, however many there are.</summary>
    public static void IndexMessages(this ModelBuilder modelBuilder, string isUnfinished, string isDead, string hasKey)
    {
        var messages = modelBuilder.Entity<OutboxMessage>();
        messages.HasIndex(message => new { message.Priority, message.NextAttemptAt, message.Position }, "IX_OutboxMessages_Due").HasFilter(isUnfinished);
        messages.HasIndex(message => new { message.OrderingKey, message.Position }, "IX_OutboxMessages_InOrder").HasFilter($"{hasKey} AND {isUnfinished}");
        messages.HasIndex(message => message.Id, "IX_OutboxMessages_Dead").HasFilter(isDead);
    }

    /// <summary>Events that are used, nearly all, cost nothing here.</summary>
    public static void IndexIgnoredEvents(this ModelBuilder modelBuilder, string isIgnored) =>
        modelBuilder.Entity<WebhookEvent>().HasIndex(told => told.Id, "IX_WebhookEvents_Ignored").HasFilter(isIgnored);

    /// <summary>The few that are looked for among many: accounts to erase, keys that open something, what was done in another's name.</summary>
    public static void IndexTheRare(this ModelBuilder modelBuilder, string isUnconfirmed, string isNotRevoked, string isImpersonated)
    {
        modelBuilder.Entity<User>().HasIndex(user => user.Id, "IX_Users_Unconfirmed").HasFilter(isUnconfirmed);
        modelBuilder.Entity<ApiKey>().HasIndex(key => new { key.OrganizationId, key.Id }, "IX_ApiKeys_NotRevoked").HasFilter(isNotRevoked);
        modelBuilder.Entity<AuditEntry>().HasIndex(entry => entry.ImpersonatorId, "IX_AuditEntries_Impersonated").HasFilter(isImpersonated);
    }
}
