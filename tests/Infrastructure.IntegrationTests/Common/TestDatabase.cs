using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.Persistence;
using Npgsql;
using Respawn;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>A database of one fixture's own, which goes when the fixture ends.</summary>
internal abstract class TestDatabase(DatabaseProvider engine, string connectionString) : IAsyncDisposable
{
    private Respawner? _respawner;

    public DatabaseProvider Engine { get; } = engine;

    public string ConnectionString { get; } = connectionString;

    protected static string FreshName => $"mysaas_{Guid.CreateVersion7():N}";

    /// <summary>Not there yet: neither file nor database.</summary>
    public static TestDatabase Missing(DatabaseProvider engine) => engine switch
    {
        DatabaseProvider.PostgreSql => new PostgreSqlDatabase(FreshName),
        DatabaseProvider.SqlServer => new SqlServerDatabase(FreshName),
        _ => new SqliteDatabase(Path.Combine(Path.GetTempPath(), FreshName + ".db")),
    };

    public static async Task<TestDatabase> MigratedAsync(DatabaseProvider engine)
    {
        var database = Missing(engine);
        await using var node = new Node(database);
        await node.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>For tests that look at what is stored.</summary>
    public AppDbContext Open() => Engines.Open(Engine, ConnectionString);

    /// <summary>Takes every row out but the list of migrations.</summary>
    public virtual async Task CleanAsync()
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        _respawner ??= await Respawner.CreateAsync(connection, new RespawnerOptions
        {
            DbAdapter = Engine is DatabaseProvider.PostgreSql ? DbAdapter.Postgres : DbAdapter.SqlServer,
            TablesToIgnore = ["__EFMigrationsHistory"],
        });
        await _respawner.ResetAsync(connection);
    }

    public abstract DbConnection Connect();

    public abstract ValueTask DisposeAsync();

    protected async Task DropAsync(string sql)
    {
        await using var connection = Connect();
        connection.ConnectionString = Engines.ServerOf(Engine)!;
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    protected static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class SqliteDatabase(string file)
        : TestDatabase(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder { DataSource = file }.ToString())
    {
        public override DbConnection Connect() => new SqliteConnection(ConnectionString);

        // Respawn has no adapter for SQLite.
        public override async Task CleanAsync()
        {
            await using var db = Open();
            var deletes = db.Model.GetEntityTypes().Select(entity => $"DELETE FROM \"{entity.GetTableName()}\";").Distinct();
            await using var connection = Connect();
            await connection.OpenAsync();
            await ExecuteAsync(connection, $"BEGIN; PRAGMA defer_foreign_keys = ON; {string.Concat(deletes)} COMMIT;");
        }

        public override ValueTask DisposeAsync()
        {
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
            foreach (var rest in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"))
                File.Delete(rest);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class PostgreSqlDatabase(string name) : TestDatabase(
        DatabaseProvider.PostgreSql, new NpgsqlConnectionStringBuilder(Engines.ServerOf(DatabaseProvider.PostgreSql)) { Database = name }.ToString())
    {
        public override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

        public override async ValueTask DisposeAsync() => await DropAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private sealed class SqlServerDatabase(string name) : TestDatabase(
        DatabaseProvider.SqlServer, new SqlConnectionStringBuilder(Engines.ServerOf(DatabaseProvider.SqlServer)) { InitialCatalog = name }.ToString())
    {
        public override DbConnection Connect() => new SqlConnection(ConnectionString);

        public override async ValueTask DisposeAsync() => await DropAsync(
            $"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}; END");
    }
}
