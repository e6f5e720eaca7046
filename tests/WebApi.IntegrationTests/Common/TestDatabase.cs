using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>A database that nobody else uses and that goes away, with a look into what no answer shows.</summary>
public sealed partial class TestDatabase : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly string _name = $"mysaas_test_{Guid.CreateVersion7():N}";
    private readonly DirectoryInfo? _folder;

    private TestDatabase(Engine engine)
    {
        _engine = engine;
        if (engine.Server is null)
            _folder = Directory.CreateTempSubdirectory("mysaas-");
        ConnectionString = engine.Name switch
        {
            "PostgreSql" => new NpgsqlConnectionStringBuilder(engine.Server) { Database = _name }.ConnectionString,
            "SqlServer" => new SqlConnectionStringBuilder(engine.Server) { InitialCatalog = _name }.ConnectionString,
            _ => $"Data Source={Path.Combine(_folder!.FullName, "test.db")}",
        };
    }

    public string ConnectionString { get; }

    /// <summary>Without a table in it.</summary>
    public static async Task<TestDatabase> CreateAsync(Engine engine)
    {
        var database = new TestDatabase(engine);
        if (engine.Server is not null)
            await database.OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>Ends every connection, so that it can be copied.</summary>
    public async Task LetGoAsync()
    {
        if (_engine.Server is not null)
            await OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");
        else
            ClearSqlitePool();
    }

    /// <summary>Another one with the same in it.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        var copy = new TestDatabase(_engine);
        if (_engine.Server is not null)
            await OnServerAsync($"CREATE DATABASE {copy._name} TEMPLATE {_name}");
        else
            foreach (var file in _folder!.EnumerateFiles())
                file.CopyTo(Path.Combine(copy._folder!.FullName, file.Name));
        return copy;
    }

    /// <summary>How many rows of a table hold these values. Names are the model's; PostgreSQL spells them its own way.</summary>
    public Task<long> CountAsync(string table, params (string Column, object Value)[] where) => CountAsync(
        table,
        string.Join(" AND ", where.Select((condition, i) => $"{Spell(condition.Column)} = @p{i}").DefaultIfEmpty("1 = 1")),
        [.. where.Select(condition => condition.Value)]);

    /// <summary>Messages that a worker has or would take now; a retry within the minute counts.</summary>
    public Task<long> CountDueMessagesAsync(DateTimeOffset now) => CountAsync(
        "OutboxMessages",
        $"({Spell("Status")} = 'Processing' OR {Spell("Status")} = 'Pending' AND {Spell("NextAttemptAt")} <= @p0)",
        now.AddMinutes(1));

    /// <summary>A line for each message, for whoever has to find out why a test failed.</summary>
    public async Task<IReadOnlyList<string>> DescribeMessagesAsync()
    {
        string[] columns = ["Type", "OrderingKey", "Status", "Attempts", "CreatedAt", "NextAttemptAt", "CompletedAt", "History"];
        await using var connection = _engine.Connect(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(Spell))} FROM {Spell("OutboxMessages")} ORDER BY {Spell("Position")}";
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(string.Join(" | ", columns.Select((_, i) => rows.GetValue(i))));
        return lines;
    }

    /// <summary>A message as another release may have left it.</summary>
    public async Task AddMessageAsync(Guid id, string type, string payload, DateTimeOffset now)
    {
        (string Column, object Value)[] row =
        [
            ("Id", id), ("Type", type), ("Payload", payload), ("Priority", "Normal"), ("Status", "Pending"), ("Attempts", 0),
            ("CreatedAt", now), ("NextAttemptAt", now), ("History", "[]"),
        ];
        await using var connection = _engine.Connect(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"INSERT INTO {Spell("OutboxMessages")} ({string.Join(", ", row.Select(cell => Spell(cell.Column)))}) "
            + $"VALUES ({string.Join(", ", row.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < row.Length; i++)
            command.Parameters.Add(Parameter(command, $"@p{i}", row[i].Value));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Whom or what the newest line of the record with this action speaks of.</summary>
    public async Task<Guid> SubjectOfLastAsync(string action)
    {
        await using var connection = _engine.Connect(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Spell("SubjectId")} FROM {Spell("AuditEntries")} WHERE {Spell("Action")} = @p0 ORDER BY {Spell("At")} DESC";
        command.Parameters.Add(Parameter(command, "@p0", action));
        return await command.ExecuteScalarAsync() switch
        {
            Guid id => id,
            byte[] bytes => new Guid(bytes, bigEndian: true),
            var text => Guid.Parse((string)text!),
        };
    }

    private async Task<long> CountAsync(string table, string condition, params object[] values)
    {
        await using var connection = _engine.Connect(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {Spell(table)} WHERE {condition}";
        for (var i = 0; i < values.Length; i++)
            command.Parameters.Add(Parameter(command, $"@p{i}", values[i]));
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>All that a table holds, as text.</summary>
    public async Task<string> DumpAsync(string table)
    {
        await using var connection = _engine.Connect(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {Spell(table)}";
        await using var rows = await command.ExecuteReaderAsync();
        var text = new StringBuilder();
        while (await rows.ReadAsync())
            for (var i = 0; i < rows.FieldCount; i++)
                text.Append(rows.GetValue(i) is Array values ? string.Join(' ', values.Cast<object>()) : rows.GetValue(i)).Append('\n');
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        switch (_engine.Name)
        {
            case "PostgreSql":
                await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
                break;
            case "SqlServer":
                await OnServerAsync($"ALTER DATABASE {_name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {_name}");
                break;
            default:
                ClearSqlitePool();
                _folder!.Delete(recursive: true);
                break;
        }
    }

    private void ClearSqlitePool()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = _engine.Connect(_engine.Server!);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private string Spell(string name) => _engine.Name is "PostgreSql" ? InnerCapital().Replace(name, "_$0").ToLowerInvariant() : name;

    private DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = (_engine.Name, value) switch
        {
            ("SqlServer", Guid id) => id.ToByteArray(bigEndian: true),
            ("Sqlite", DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
            _ => value,
        };
        return parameter;
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
