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
    private readonly Dictionary<string, DbBatch> _batches = [];

    public async Task<int> ExecuteAsync(string sql, params object?[] values) => await (await CommandAsync(sql, values)).ExecuteNonQueryAsync();

    public async Task<DbDataReader> QueryAsync(string sql, params object?[] values) => await (await CommandAsync(sql, values)).ExecuteReaderAsync();

    /// <summary>All of them or none: in one round trip where the driver can, which makes them a transaction.</summary>
    public async Task<int> ExecuteTogetherAsync(params (string Sql, object?[] Values)[] statements)
    {
        if (connection.CanCreateBatch)
            return await (await BatchAsync(statements)).ExecuteNonQueryAsync();

        var changed = 0;
        await ExecuteAsync("BEGIN");
        foreach (var (sql, values) in statements)
            changed += await ExecuteAsync(sql, values);
        await ExecuteAsync("COMMIT");
        return changed;
    }

    private async Task<DbBatch> BatchAsync((string Sql, object?[] Values)[] statements)
    {
        if (!_batches.TryGetValue(statements[0].Sql, out var batch))
        {
            _batches[statements[0].Sql] = batch = connection.CreateBatch();
            foreach (var (sql, values) in statements)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                Declare(command.Parameters, command.CreateParameter, values);
                batch.BatchCommands.Add(command);
            }

            await batch.PrepareAsync();
        }

        for (var i = 0; i < statements.Length; i++)
            Bind(batch.BatchCommands[i].Parameters, statements[i].Values);
        return batch;
    }

    private async Task<DbCommand> CommandAsync(string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            Declare(command.Parameters, command.CreateParameter, values);
            await command.PrepareAsync();
        }

        Bind(command.Parameters, values);
        return command;
    }

    private static void Declare(DbParameterCollection parameters, Func<DbParameter> create, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = create();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", values[i] ?? DBNull.Value);
            parameters.Add(parameter);
        }
    }

    private static void Bind(DbParameterCollection parameters, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
