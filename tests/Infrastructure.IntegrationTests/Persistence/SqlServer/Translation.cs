using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>What the product would say to a SQL Server: every call of every adapter, and every save of every entity.</summary>
internal sealed class Translation : IAsyncDisposable
{
    private static readonly IModel Model = ReadModel();

    private readonly StandInServer _server = new(new Answers(Model));
    private readonly Arguments _arguments = new(Model);
    private readonly Dictionary<string, IReadOnlyList<SqlCommandText>> _commands = [];
    private readonly Node _node;

    private Translation() => _node = new Node(
        DatabaseProvider.SqlServer, "Server=nowhere", queries: QueryWatch.Instance.Recorder,
        replace: services =>
        {
            Node.Intercept(services, DatabaseProvider.SqlServer, _server);
            services.AddSingleton(new DirectSql(SqlDialect.Of(DatabaseProvider.SqlServer), () => new StandInConnection(_server)));
        });

    /// <summary>What is translated, by name.</summary>
    public static IEnumerable<string> Names => Steps.Keys;

    /// <summary>The commands of each step, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SqlCommandText>> Commands => _commands;

    private static Dictionary<string, Func<Translation, Task>> Steps => new(
    [
        .. DatabaseCall.All.Select(call => KeyValuePair.Create(call.ToString(), (Translation translation) => translation.CallAsync(call))),
        .. Model.GetEntityTypes().Where(entity => !entity.HasSharedClrType).Select(entity => KeyValuePair.Create($"saves of {entity.DisplayName()}", (Translation translation) => translation.SaveAsync(entity))),
    ]);

    public static async Task<Translation> RunAsync()
    {
        var translation = new Translation();
        foreach (var (name, step) in Steps)
        {
            await step(translation);
            translation._commands.Add(name, translation._server.TakeCommands());
        }

        // The worker keeps going whatever a message does, and only logs it.
        return translation._node.Log.Lines.FirstOrDefault(IsFailure) is { } failed
            ? throw new InvalidOperationException(failed)
            : translation;
    }

    private static bool IsFailure(string line) =>
        line.StartsWith("Warning Message", StringComparison.Ordinal) && !line.Contains(nameof(SampleFailure), StringComparison.Ordinal);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private static IModel ReadModel()
    {
        using var db = Engines.WithoutServer(DatabaseProvider.SqlServer);
        return db.Model;
    }

    private async Task CallAsync(DatabaseCall call)
    {
        foreach (var arguments in _arguments.For(call.Method))
        {
            try
            {
                await CallAsync(call, arguments, findsRows: false);
            }
            catch (Exception nothing) when (nothing is RefusedException or InvalidOperationException { Message: "Sequence contains no elements." })
            {
                // A call that insists on a row; the next one gives it one.
            }

            await CallAsync(call, arguments, findsRows: true);
        }
    }

    private async Task CallAsync(DatabaseCall call, object?[] arguments, bool findsRows)
    {
        _server.FindsRows = findsRows;
        await using var scope = _node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(Samples.Id);
        await call.InvokeAsync(scope.ServiceProvider, arguments);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
    }

    private async Task SaveAsync(IEntityType entity)
    {
        foreach (var state in new[] { EntityState.Added, EntityState.Modified, EntityState.Deleted })
        {
            await using var db = _node.Get<Func<AppDbContext>>()();
            db.Tenant.Enter(Samples.Id);
            db.Entry(Arguments.Entity(entity)).State = state;
            await db.SaveChangesAsync();
        }
    }
}
