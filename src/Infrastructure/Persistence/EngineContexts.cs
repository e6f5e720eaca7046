using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
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
        modelBuilder.IndexDueMessages("\"NextAttemptAt\" IS NOT NULL");
    }

    private sealed class SortableTime() : ValueConverter<DateTimeOffset, string>(
        time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
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
        modelBuilder.IndexDueMessages("[NextAttemptAt] IS NOT NULL");
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
        modelBuilder.IndexDueMessages("next_attempt_at IS NOT NULL");
    }
}

file static class EngineIndexes
{
    /// <summary>Finished messages have no next attempt and stay out of the index, however many there are.</summary>
    public static void IndexDueMessages(this ModelBuilder modelBuilder, string filter) =>
        modelBuilder.Entity<OutboxMessage>().HasIndex(message => message.NextAttemptAt).HasFilter(filter);
}
