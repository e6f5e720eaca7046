using System.Data.Common;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// One connection that stays open, with its statements compiled, and those who want something of it in line. For SQLite, which has one
/// writer and lets everybody else sleep in a loop.
/// </summary>
internal sealed class SqlLine(Func<DbConnection> connect) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, DbCommand> _commands = [];
    private DbConnection? _connection;

    public async Task<T> RunAsync<T>(string text, Func<DbCommand, Task<T>> run, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        var isDone = false;
        try
        {
            var result = await run(await CommandAsync(text, ct));
            isDone = true;
            return result;
        }
        finally
        {
            if (!isDone)
                Close();                         // whatever it was: the next one begins with a fresh connection
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private async Task<DbCommand> CommandAsync(string text, CancellationToken ct)
    {
        if (_connection is null)
        {
            _connection = connect();
            await _connection.OpenAsync(ct);
        }

        if (!_commands.TryGetValue(text, out var command))
        {
            command = _commands[text] = _connection.CreateCommand();
            command.CommandText = text;
            await command.PrepareAsync(ct);
        }

        return command;
    }

    private void Close()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _commands.Clear();
        _connection?.Dispose();
        _connection = null;
    }
}
