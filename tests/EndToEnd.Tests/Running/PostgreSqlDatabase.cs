using Npgsql;

namespace MySaas.EndToEnd.Tests.Running;

internal sealed class PostgreSqlDatabase : IDatabase
{
    private readonly string _server;
    private readonly string _name;

    private PostgreSqlDatabase(string server, string name)
    {
        (_server, _name) = (server, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        Settings = new Dictionary<string, string>
        {
            ["Database__Provider"] = "PostgreSql",
            ["ConnectionStrings__Default"] = ConnectionString,
        };
    }

    public string ConnectionString { get; }

    public IReadOnlyDictionary<string, string> Settings { get; }

    private static string FreshName => $"mysaas_e2e_{Guid.CreateVersion7():N}";

    public static async Task<PostgreSqlDatabase> CreateAsync(string server)
    {
        var database = new PostgreSqlDatabase(server, FreshName);
        await ExecuteAsync(server, $"CREATE DATABASE {database._name}");
        return database;
    }

    public async Task<IDatabase> CopyAsync(string from, string to)
    {
        var copy = new PostgreSqlDatabase(_server, FreshName);
        await ExecuteAsync(_server, $"CREATE DATABASE {copy._name} TEMPLATE {_name}");
        return copy;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await OpenAsync(ConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The one value that a query answers.</summary>
    public async Task<T> ScalarAsync<T>(string sql) => (await QueryAsync(sql, row => row.GetFieldValue<T>(0))).Single();

    public async ValueTask DisposeAsync() => await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
