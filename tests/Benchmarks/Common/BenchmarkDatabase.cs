using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Infrastructure.Persistence;
using Npgsql;

namespace MySaas.Benchmarks.Common;

/// <summary>A migrated database of the benchmark's own, which goes when it ends.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly string _name = $"mysaas_bench_{Guid.CreateVersion7():N}";

    private BenchmarkDatabase(DatabaseProvider engine)
    {
        Engine = engine;
        ConnectionString = engine is DatabaseProvider.PostgreSql
            ? new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetTempPath(), _name + ".db") }.ConnectionString;
    }

    /// <summary>SQLite, and PostgreSQL where <c>MYSAAS_TEST_POSTGRES</c> names a server.</summary>
    public static IEnumerable<DatabaseProvider> Engines =>
        Server is null ? [DatabaseProvider.Sqlite] : [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    public DatabaseProvider Engine { get; }

    public string ConnectionString { get; }

#pragma warning disable RS0030 // build/bench.sh names the server in the environment
    private static string? Server => Environment.GetEnvironmentVariable("MYSAAS_TEST_POSTGRES") is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030

    public static async Task<BenchmarkDatabase> CreateAsync(DatabaseProvider engine)
    {
        var database = new BenchmarkDatabase(engine);
        await using var node = new BenchmarkNode(database);
        await node.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return database;
    }

    public Task<DbConnection> OpenAsync() => new BenchmarkConnection(Engine, ConnectionString).OpenAsync();

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>How many rows each table has.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountRowsAsync()
    {
        var names = await ExecuteAsync(Engine is DatabaseProvider.PostgreSql
            ? "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'"
            : "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name)");
        var counts = new Dictionary<string, long>();
        foreach (var table in ((string)names!).Split(','))
            counts.Add(table, (long)(await ExecuteAsync($"SELECT count(*) FROM \"{table}\""))!);
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine is DatabaseProvider.PostgreSql)
        {
            await using var connection = new NpgsqlConnection(Server);
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP DATABASE {_name} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), _name + "*"))
            File.Delete(file);
    }
}
