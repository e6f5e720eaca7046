using System.Collections.Concurrent;
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
    private static readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<TestDatabase>>> Originals = [];

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

    /// <summary>With the tables of the product. Migrating takes longer than most fixtures do: each gets a copy of the first where the engine can copy.</summary>
    public static async Task<TestDatabase> MigratedAsync(DatabaseProvider engine) => engine is DatabaseProvider.SqlServer
        ? await MigrateAsync(engine)
        : await (await Originals.GetOrAdd(engine, _ => new(() => MigrateAsync(engine))).Value).CopyAsync();

    /// <summary>Drops what was copied from.</summary>
    public static async Task DropOriginalsAsync()
    {
        foreach (var original in Originals.Values)
            await (await original.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> MigrateAsync(DatabaseProvider engine)
    {
        var database = Missing(engine);
        await using var node = new Node(database);
        await node.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>For tests that look at what is stored.</summary>
    public AppDbContext Open() => Engines.Open(Engine, ConnectionString);

    /// <summary>Takes every row out but the list of migrations.</summary>
    public abstract Task CleanAsync();

    public abstract DbConnection Connect();

    /// <summary>Another one with the same in it.</summary>
    protected virtual Task<TestDatabase> CopyAsync() => throw new NotSupportedException();

    public abstract ValueTask DisposeAsync();

    protected async Task OnServerAsync(string sql)
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

    /// <summary>Deletes every row of the model's tables; Respawn has no adapter for SQLite, and truncates on PostgreSQL, which takes twenty times as long.</summary>
    /// <param name="first">What makes the order of the tables indifferent until the end of the transaction.</param>
    protected async Task DeleteAllAsync(string first)
    {
        await using var db = Open();
        var deletes = db.Model.GetEntityTypes().Select(entity => $"DELETE FROM \"{entity.GetTableName()}\";").Distinct();
        await using var connection = Connect();
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"BEGIN; {first}; {string.Concat(deletes)} COMMIT;");
    }

    private sealed class SqliteDatabase(string file)
        : TestDatabase(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder { DataSource = file }.ToString())
    {
        private string[] Parts => Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*");

        public override DbConnection Connect() => new SqliteConnection(ConnectionString);

        public override Task CleanAsync() => DeleteAllAsync("PRAGMA defer_foreign_keys = ON");

        protected override Task<TestDatabase> CopyAsync()
        {
            var copy = Path.Combine(Path.GetTempPath(), FreshName + ".db");
            foreach (var part in Parts)
                File.Copy(part, part.Replace(file, copy, StringComparison.Ordinal));
            return Task.FromResult<TestDatabase>(new SqliteDatabase(copy));
        }

        public override ValueTask DisposeAsync()
        {
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
            foreach (var part in Parts)
                File.Delete(part);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class PostgreSqlDatabase(string name) : TestDatabase(
        DatabaseProvider.PostgreSql, new NpgsqlConnectionStringBuilder(Engines.ServerOf(DatabaseProvider.PostgreSql)) { Database = name }.ToString())
    {
        public override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

        public override Task CleanAsync() => DeleteAllAsync("SET LOCAL session_replication_role = replica");

        // Nobody may be connected with what is copied.
        protected override async Task<TestDatabase> CopyAsync()
        {
            var copy = FreshName;
            await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            await OnServerAsync($"CREATE DATABASE {copy} TEMPLATE {name}");
            return new PostgreSqlDatabase(copy);
        }

        public override async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private sealed class SqlServerDatabase(string name) : TestDatabase(
        DatabaseProvider.SqlServer, new SqlConnectionStringBuilder(Engines.ServerOf(DatabaseProvider.SqlServer)) { InitialCatalog = name }.ToString())
    {
        private Respawner? _respawner;

        public override DbConnection Connect() => new SqlConnection(ConnectionString);

        public override async Task CleanAsync()
        {
            await using var connection = Connect();
            await connection.OpenAsync();
            _respawner ??= await Respawner.CreateAsync(connection, new RespawnerOptions
            {
                DbAdapter = DbAdapter.SqlServer,
                TablesToIgnore = ["__EFMigrationsHistory"],
            });
            await _respawner.ResetAsync(connection);
        }

        public override async ValueTask DisposeAsync() => await OnServerAsync(
            $"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}; END");
    }
}
