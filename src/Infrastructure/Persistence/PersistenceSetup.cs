using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using Npgsql;

namespace MySaas.Infrastructure.Persistence;

public static class PersistenceSetup
{
    internal const string DefaultSqlite = "Data Source=.data/mysaas.db";

    internal static DatabaseConnection AddPersistence(this IServiceCollection services, SettingsReader settings)
    {
        var connectionString = settings.Configuration.GetConnectionString("Default");
        var options = settings.Bind<DatabaseOptions>(services, "Database", bound =>
        {
            if (bound.Provider is DatabaseProvider.Sqlite)
                CheckSqlite(settings, connectionString ??= DefaultSqlite);
            else if (string.IsNullOrWhiteSpace(connectionString))
                settings.Fault("ConnectionStrings:Default", $"is missing; {bound.Provider} needs one.");
            else
                CheckConnectionString(settings, connectionString);
        });

        var database = DatabaseConnection.Of(options.Provider, connectionString ?? "");
        _ = database.Provider switch
        {
            DatabaseProvider.SqlServer => services.AddEngine<SqlServerAppDbContext>(database),
            DatabaseProvider.PostgreSql => services.AddEngine<PostgreSqlAppDbContext>(database),
            _ => services.AddEngine<SqliteAppDbContext>(database),
        };

        services.AddSingleton(SqlDialect.Of(database.Provider));
        services.AddSingleton(sp => new DirectSql(sp.GetRequiredService<SqlDialect>(), ConnectorOf(database)));
        services.AddScoped(sp => new HeldCommit(sp.GetRequiredService<AppDbContext>()));
        services.AddScoped<IdempotencyTable>();
        services.AddScoped(sp => new IdempotencyKeys(
            sp.GetRequiredService<IdempotencyTable>(), sp.GetRequiredService<HeldCommit>(), sp.GetRequiredService<SecretProtector>(),
            sp.GetRequiredService<TimeProvider>()));
        services.AddScoped<CommitSteps>();
        services.AddScoped<UnitOfWork>();
        services.AddScoped<IUnitOfWork>(sp => sp.GetRequiredService<UnitOfWork>());
        services.AddScoped<IOutbox>(sp => sp.GetRequiredService<UnitOfWork>());
        services.AddSingleton<MigrationHistory>();
        services.AddSingleton(sp => new DatabaseMigrator(
            sp.GetRequiredService<MigrationHistory>(), sp.GetRequiredService<Func<AppDbContext>>(), sp.GetRequiredService<ILogger<DatabaseMigrator>>()));
        services.AddSingleton<DatabaseState>();
        return database;
    }

    internal static void Configure(DbContextOptionsBuilder builder, DatabaseProvider provider, string connectionString)
    {
        _ = provider switch
        {
            DatabaseProvider.SqlServer => UseSqlServer(builder, connectionString),
            DatabaseProvider.PostgreSql => UsePostgreSql(builder, connectionString),
            _ => UseSqlite(builder, connectionString),
        };

        // An engine's own words on a failed save can hold the row, such as SQL Server's "duplicate key value is (address)".
        // The unit of work translates the failure; what it does not know reaches the exception handler.
        builder.ConfigureWarnings(log => log.Ignore(
            CoreEventId.SaveChangesFailed,
            CoreEventId.OptimisticConcurrencyException,
            CoreEventId.QueryIterationFailed,
            RelationalEventId.CommandError,
            // A migration that is missing fails the tests (PendingModelTests); to look for one here costs each migrating start a second model.
            RelationalEventId.PendingModelChangesWarning));
    }

    // Each in a method of its own that is not inlined: a process loads only the libraries of its own engine.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbContextOptionsBuilder UseSqlServer(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseSqlServer(connectionString, sql => sql.ExecutionStrategy(dependencies => new RetryOutsideTransactions(dependencies)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbContextOptionsBuilder UsePostgreSql(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseNpgsql(connectionString).UseSnakeCaseNamingConvention();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder builder, string connectionString) =>
        builder.UseSqlite(connectionString);

    private static Func<DbConnection> ConnectorOf(DatabaseConnection database) => database.Provider switch
    {
        DatabaseProvider.SqlServer => () => new SqlConnection(database.ConnectionString),
        DatabaseProvider.PostgreSql => () => new NpgsqlConnection(database.ConnectionString),
        _ => () => new SqliteConnection(database.ConnectionString),
    };

    private static IServiceCollection AddEngine<TContext>(
        this IServiceCollection services, DatabaseConnection database) where TContext : AppDbContext =>
        services
            .AddPooledDbContextFactory<TContext>(builder => Configure(builder, database.Provider, database.ConnectionString))
            .AddSingleton<Func<AppDbContext>>(sp => () => Open(sp.GetRequiredService<IDbContextFactory<TContext>>(), new Tenant()))
            .AddScoped<AppDbContext>(sp => Open(sp.GetRequiredService<IDbContextFactory<TContext>>(), sp.GetRequiredService<Tenant>()));

    private static TContext Open<TContext>(IDbContextFactory<TContext> pool, Tenant tenant) where TContext : AppDbContext
    {
        var context = pool.CreateDbContext();
        (context.Tenant, context.IsHeld) = (tenant, false);
        return context;
    }

    private static void CheckConnectionString(SettingsReader settings, string connectionString)
    {
        if (!DatabaseConnection.IsRead(connectionString, new DbConnectionStringBuilder()))
            settings.Fault("ConnectionStrings:Default", "is not a connection string.");
    }

    private static void CheckSqlite(SettingsReader settings, string connectionString)
    {
        try
        {
            var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
            if (file is "" or ":memory:")
                return;
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            settings.Fault("ConnectionStrings:Default", "names a SQLite file that cannot be opened for writing.");
        }
    }
}
