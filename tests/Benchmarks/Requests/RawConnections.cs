using System.Collections.Concurrent;
using System.Data.Common;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Requests;

/// <summary>Open connections with their commands prepared: as little as a request can need of a database.</summary>
internal sealed class RawConnections(BenchmarkConnection database)
{
    private readonly ConcurrentBag<RawConnection> _idle = [];
    private readonly SemaphoreSlim? _writer = database.Engine is DatabaseProvider.Sqlite ? new(1) : null;

    /// <param name="write">On SQLite writers stand in line, since there is one at a time.</param>
    public async Task<T> UseAsync<T>(Func<RawConnection, Task<T>> use, bool write = false)
    {
        if (write && _writer is not null)
            await _writer.WaitAsync();
        try
        {
            if (!_idle.TryTake(out var connection))
                connection = new RawConnection(await database.OpenAsync());
            var result = await use(connection);
            _idle.Add(connection);
            return result;
        }
        finally
        {
            if (write)
                _writer?.Release();
        }
    }
}

internal sealed class RawConnection(DbConnection connection)
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    public async Task<int> ExecuteAsync(string sql, params object?[] values) => await (await CommandAsync(sql, values)).ExecuteNonQueryAsync();

    public async Task<DbDataReader> QueryAsync(string sql, params object?[] values) => await (await CommandAsync(sql, values)).ExecuteReaderAsync();

    private async Task<DbCommand> CommandAsync(string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"@p{i}", values[i] ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            await command.PrepareAsync();
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
