using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MySaas.Infrastructure.Persistence;

/// <summary>What <c>build/migrate.sh</c> hands to <c>dotnet ef</c>: each engine's model, without a database behind it.</summary>
internal static class DesignTime
{
    public static DbContextOptions<TContext> Options<TContext>(DatabaseProvider provider, string connectionString) where TContext : AppDbContext
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        PersistenceSetup.Configure(builder, provider, connectionString);
        return builder.Options;
    }
}

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    public SqliteAppDbContext CreateDbContext(string[] args) =>
        new(DesignTime.Options<SqliteAppDbContext>(DatabaseProvider.Sqlite, "Data Source=:memory:"));
}

internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerAppDbContext>
{
    public SqlServerAppDbContext CreateDbContext(string[] args) =>
        new(DesignTime.Options<SqlServerAppDbContext>(DatabaseProvider.SqlServer, "Server=nowhere"));
}

internal sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
{
    public PostgreSqlAppDbContext CreateDbContext(string[] args) =>
        new(DesignTime.Options<PostgreSqlAppDbContext>(DatabaseProvider.PostgreSql, "Host=nowhere"));
}
