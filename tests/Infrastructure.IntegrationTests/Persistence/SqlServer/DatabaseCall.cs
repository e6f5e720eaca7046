using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>A method through which the product talks to its database.</summary>
internal sealed record DatabaseCall(Type Adapter, MethodInfo Method)
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Takes its context out of a scope of its own, so that its constructor does not show it.
    private static readonly Type[] Inconspicuous = [typeof(MessageProcessor)];

    // The migrations, whose script has its own tests, what only a PostgreSQL is told, and what begins and ends a transaction
    // and says nothing in between.
    private static readonly Type[] Elsewhere = [typeof(DatabaseMigrator), typeof(PostgreSqlWakeUp), typeof(HeldCommit)];

    private static readonly Type[] WaysIn = [typeof(AppDbContext), typeof(Func<AppDbContext>), typeof(DirectSql)];

    /// <summary>Every method of every class that is built from a context, or goes past it: a new one is here by itself.</summary>
    public static IReadOnlyList<DatabaseCall> All { get; } =
    [
        .. from adapter in typeof(AppDbContext).Assembly.GetTypes()
           where adapter is { IsClass: true, IsAbstract: false } && !Elsewhere.Contains(adapter)
           where Inconspicuous.Contains(adapter) || adapter.GetConstructors(Declared).Any(TakesContext)
           from method in adapter.GetMethods(Declared)
           where !method.IsPrivate && !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute))
           select new DatabaseCall(adapter, method),
    ];

    /// <summary>Calls the method on an adapter of this scope.</summary>
    public async Task InvokeAsync(IServiceProvider scope, object?[] arguments)
    {
        var adapter = scope.GetService(Adapter) ?? ActivatorUtilities.CreateInstance(scope, Adapter);
        switch (Method.Invoke(adapter, arguments))
        {
            case Task running:
                await running;
                break;
            case { } result when result.GetType().GetMethod(nameof(ValueTask.AsTask)) is { } toTask:
                await (Task)toTask.Invoke(result, null)!;
                break;
        }
    }

    public override string ToString() =>
        $"{Adapter.Name}.{Method.Name}({string.Join(", ", Method.GetParameters().Select(p => p.Name))})";

    private static bool TakesContext(ConstructorInfo constructor) => constructor.GetParameters().Any(parameter => WaysIn.Contains(parameter.ParameterType));
}
