using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>
/// Takes the place of a SQL Server behind EF Core's SQL Server provider and <see cref="StandInConnection"/>: no connection is ever opened, every command is
/// noted, and answered with one row for each query of it, or with none.
/// </summary>
internal sealed class StandInServer(Answers answers) : IDbConnectionInterceptor, IDbCommandInterceptor, ISaveChangesInterceptor
{
    private readonly ConcurrentDictionary<string, SqlCommandText> _commands = new();

    /// <summary>Whether queries find something.</summary>
    public bool FindsRows { get; set; }

    /// <summary>The commands since the last look, each text once.</summary>
    public IReadOnlyList<SqlCommandText> TakeCommands()
    {
        var taken = _commands.Values.ToList();
        _commands.Clear();
        return taken;
    }

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        InterceptionResult.Suppress();

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult.Suppress());

    public InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        InterceptionResult<DbDataReader>.SuppressWithResult(Answer(command));

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult<DbDataReader>.SuppressWithResult(Answer(command)));

    public InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        InterceptionResult<object>.SuppressWithResult(AnswerScalar(command));

    public ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult<object>.SuppressWithResult(AnswerScalar(command)));

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        InterceptionResult<int>.SuppressWithResult(AnswerCount(command));

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult<int>.SuppressWithResult(AnswerCount(command)));

    // A transaction belongs to a connection that is open.
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        eventData.Context!.Database.AutoTransactionBehavior = Microsoft.EntityFrameworkCore.AutoTransactionBehavior.Never;
        return new(result);
    }

    public ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(
        ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult.Suppress());

    public DbDataReader Answer(DbCommand command)
    {
        Note(command);
        return answers.To(command.CommandText, FindsRows ? 1 : 0);
    }

    public object AnswerScalar(DbCommand command)
    {
        Note(command);
        return FindsRows ? 1 : DBNull.Value;
    }

    // A loop that tries until a row is hit must come to its end: at the second try everything is hit.
    public int AnswerCount(DbCommand command) => Note(command) && !FindsRows ? 0 : 1;

    private bool Note(DbCommand command) => _commands.TryAdd(command.CommandText, SqlCommandText.Of(command));
}
