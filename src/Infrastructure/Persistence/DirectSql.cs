using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Statements that are written by hand: for what a node does also when it has nothing to do, since EF Core's model and its compiled queries
/// are a quarter of what a process would hold in memory, and for the little that is asked most (docs/decisions/0026). They are outside of the
/// context's transaction. Names of the model stand in brackets, as in <c>[OutboxMessages]</c>, and
/// become the engine's own; values become parameters. All else must be said in words that the three engines share.
/// </summary>
internal sealed partial class DirectSql(SqlDialect dialect, Func<DbConnection> connect, bool inLine = false) : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _texts = new();
    private readonly SqlLine? _line = inLine ? new(connect) : null;

    /// <summary>The same over one connection of its own, on which statements wait for each other.</summary>
    public DirectSql InLine() => new(dialect, connect, inLine: true);

    /// <summary>How many rows it changed.</summary>
    public Task<int> ExecuteAsync(FormattableString statement, CancellationToken ct) =>
        RunAsync(statement, command => command.ExecuteNonQueryAsync(ct), ct);

    /// <summary>All of them or none, in one round trip where the driver can; how many rows each has changed.</summary>
    public async Task<IReadOnlyList<int>> ExecuteTogetherAsync(IReadOnlyList<FormattableString> statements, CancellationToken ct)
    {
        await using var connection = connect();
        await connection.OpenAsync(ct);
        if (dialect.BatchIsAtomic)
            return await ExecuteBatchAsync(connection, statements, ct);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var changed = new List<int>();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (TextOf(statement), transaction);
            changed.Add(await Bind(command, statement).ExecuteNonQueryAsync(ct));
        }

        await transaction.CommitAsync(ct);
        return changed;
    }

    public Task<List<T>> QueryAsync<T>(FormattableString query, Func<SqlRow, T> read, CancellationToken ct) => RunAsync(
        query,
        async command =>
        {
            var found = new List<T>();
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
                found.Add(read(new SqlRow(rows, dialect)));
            return found;
        },
        ct);

    public void Dispose() => _line?.Dispose();

    internal static string TextOf(string statement, SqlDialect dialect)
    {
        var named = Name().Replace(statement, name => dialect.NameOf(name.Groups[1].Value));
        var listed = List().Replace(named, list => dialect.IsIn($"@p{list.Groups[1].Value}"));
        return Value().Replace(listed, "@p$1");
    }

    private async Task<T> RunAsync<T>(FormattableString statement, Func<DbCommand, Task<T>> run, CancellationToken ct)
    {
        var text = TextOf(statement);
        if (_line is not null)
            return await _line.RunAsync(text, command => run(Bind(command, statement)), ct);

        await using var connection = connect();
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await run(Bind(command, statement));
    }

    private async Task<IReadOnlyList<int>> ExecuteBatchAsync(DbConnection connection, IReadOnlyList<FormattableString> statements, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = TextOf(statement);
            Bind(command.Parameters, command.CreateParameter, statement);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    private string TextOf(FormattableString statement) => _texts.GetOrAdd(statement.Format, static (text, dialect) => TextOf(text, dialect), dialect);

    private DbCommand Bind(DbCommand command, FormattableString statement)
    {
        command.Parameters.Clear();
        Bind(command.Parameters, command.CreateParameter, statement);
        return command;
    }

    private void Bind(DbParameterCollection parameters, Func<DbParameter> create, FormattableString statement)
    {
        for (var i = 0; i < statement.ArgumentCount; i++)
        {
            var parameter = create();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", dialect.ValueOf(statement.GetArgument(i)));
            parameters.Add(parameter);
        }
    }

    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bIN \{(\d+)\}")]
    private static partial Regex List();

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Value();
}
