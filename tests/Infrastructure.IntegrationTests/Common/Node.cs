using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>
/// One node of the product, composed as the program composes itself, but for the edge: the caller is set by the test, and
/// nothing runs in the background. Several nodes may share a database, and a clock.
/// </summary>
internal sealed class Node : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public Node(
        TestDatabase database, FakeTimeProvider? clock = null, Action<IServiceCollection>? replace = null, params (string Key, string? Value)[] settings)
        : this(database.Engine, database.ConnectionString, clock, replace, settings)
    {
    }

    public Node(
        DatabaseProvider engine, string connectionString, FakeTimeProvider? clock = null, Action<IServiceCollection>? replace = null,
        (string Key, string? Value)[]? settings = null, IInterceptor? queries = null)
    {
        Clock = clock ?? new FakeTimeProvider(Monday);
        var services = new ServiceCollection();
        var reader = new SettingsReader(
            TestSettings.With([("Database:Provider", engine.ToString()), ("ConnectionStrings:Default", connectionString), .. settings ?? []]),
            TestSettings.Development);

        services.AddLogging(log => log.AddProvider(Log));
        services.AddInfrastructure(reader);
        reader.EnsureFaultless();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ICaller>(Caller);
        services.AddSingleton(Mock.Of<IServer>());
        services.Configure<MemoryCacheOptions>(cache => cache.Clock = new CacheClock(Clock));
        Intercept(services, engine, queries ?? QueryWatch.Instance);
        replace?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public FakeTimeProvider Clock { get; }

    public FakeCaller Caller { get; } = new();

    public MemoryLog Log { get; } = new();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public IServiceProvider Services => _services;

    /// <summary>One of the product's singletons.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Works in a scope, as a request does.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Works in a scope and commits the unit of work.</summary>
    public Task CommitAsync(Func<IServiceProvider, Task> work) => InScopeAsync(async scope =>
    {
        await work(scope);
        await scope.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
        return true;
    });

    public Task CommitAsync(Action<AppDbContext> change) => CommitAsync(scope =>
    {
        change(scope.GetRequiredService<AppDbContext>());
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Puts an interceptor into the contexts of a node.</summary>
    public static void Intercept(IServiceCollection services, DatabaseProvider engine, IInterceptor interceptor) => _ = engine switch
    {
        DatabaseProvider.PostgreSql => services.ConfigureDbContext<PostgreSqlAppDbContext>(db => db.AddInterceptors(interceptor)),
        DatabaseProvider.SqlServer => services.ConfigureDbContext<SqlServerAppDbContext>(db => db.AddInterceptors(interceptor)),
        _ => services.ConfigureDbContext<SqliteAppDbContext>(db => db.AddInterceptors(interceptor)),
    };

    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
