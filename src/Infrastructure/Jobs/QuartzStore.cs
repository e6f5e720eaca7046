using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using MySaas.Infrastructure.Persistence;
using Npgsql;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Where Quartz keeps its plan: on a database server with the product's own data, so that all nodes share it and a time fires
/// on one of them; on SQLite in memory, since there is one node.
/// </summary>
internal static class QuartzStore
{
    private static readonly TimeSpan CheckinInterval = TimeSpan.FromSeconds(10);

    public static void UseStore(this IQuartzBuilder quartz, DatabaseConnection database)
    {
        if (string.IsNullOrWhiteSpace(database.ConnectionString))
            return;                              // a fault, which is told with all others
        if (database.Provider is DatabaseProvider.SqlServer)
            UseSqlServer(quartz, database.ConnectionString);
        else if (database.Provider is DatabaseProvider.PostgreSql)
            UsePostgreSql(quartz, database.ConnectionString);
    }

    // Not inlined: a process loads only the libraries of its own engine.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseSqlServer(IQuartzBuilder quartz, string connectionString) => quartz.UsePersistentStore(store =>
    {
        store.UseSqlServer(SqlClientFactory.Instance, connectionString);
        ShareWithAllNodes(store, QuartzTables.SqlServerPrefix);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UsePostgreSql(IQuartzBuilder quartz, string connectionString) => quartz.UsePersistentStore(store =>
    {
        store.UsePostgres(NpgsqlFactory.Instance, connectionString);
        ShareWithAllNodes(store, QuartzTables.PostgreSqlPrefix);
    });

    private static void ShareWithAllNodes(IPersistentStoreBuilder store, string tablePrefix)
    {
        store.UseSystemTextJsonSerializer();
        store.UseClustering(cluster => cluster.CheckinInterval = CheckinInterval);
        store.ConfigureStore(options =>
        {
            options.TablePrefix = tablePrefix;
            options.StoreJobDataAsStrings = true;
            options.UseBackgroundThreads = true;
            options.SchemaProvisioning = SchemaProvisioning.Validate;
        });
    }
}
