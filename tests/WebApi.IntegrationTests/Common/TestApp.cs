using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>
/// The whole program in this process, with its own settings, exception handler, rate limiter and outbox worker, on a database
/// of its own and with its clock in the test's hands.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly Factory _factory;
    private readonly bool _ownsData;

    private TestApp(Factory factory, TestDatabase database, TestStorage storage, bool ownsData, TravellingClock clock)
    {
        (_factory, Database, Storage, _ownsData, Clock) = (factory, database, storage, ownsData, clock);
        Inbox = new Inbox(this);
    }

    public TestDatabase Database { get; }

    /// <summary>For what no request does yet.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>Where the bytes of files are.</summary>
    public TestStorage Storage { get; }

    public TravellingClock Clock { get; }

    public Inbox Inbox { get; }

    public static async Task<TestApp> StartAsync(Engine engine, TestSettings settings, Storage? storage = null)
    {
        var app = Start(engine, await Migrated.CopyAsync(engine), await (storage ?? Common.Storage.Local).MakeAsync(), ownsData: true, new TravellingClock(), settings);
        await app._factory.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return app;
    }

    /// <summary>Makes the tables, by a node that only serves and so leaves nothing else behind.</summary>
    public static async Task MigrateAsync(Engine engine, TestDatabase database)
    {
        await using var storage = await Common.Storage.Local.MakeAsync();
        await using var app = Start(engine, database, storage, ownsData: false, new TravellingClock(), new TestSettings(("App:Role", "Api")));
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }

    /// <summary>A second node of the same installation.</summary>
    public static TestApp StartBeside(TestApp first, Engine engine, TestSettings settings) =>
        Start(engine, first.Database, first.Storage, ownsData: false, first.Clock, settings);

    /// <summary>A stranger at the front door.</summary>
    /// <param name="from">The network address that the request comes from.</param>
    public ApiClient Client(string from = ClientAddress.Default)
    {
        var http = _factory.CreateClient(new WebApplicationFactoryClientOptions
        {
            AllowAutoRedirect = false,
            BaseAddress = _factory.ClientOptions.BaseAddress,        // the listener's, where there is one
        });
        http.BaseAddress = new Uri(http.BaseAddress!, "/api/v1/");
        http.DefaultRequestHeaders.Add(ClientAddress.Header, from);
        return new ApiClient(http);
    }

    /// <summary>Waits until the outbox holds nothing that is due: every mail that was asked for has arrived.</summary>
    public Task WorkIsDoneAsync() => Eventually.HoldsAsync(
        async () => await Database.CountDueMessagesAsync(Clock.GetUtcNow()) == 0, "the outbox is empty");

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        if (!_ownsData)
            return;
        await Database.DisposeAsync();
        await Storage.DisposeAsync();
    }

    private static TestApp Start(
        Engine engine, TestDatabase database, TestStorage storage, bool ownsData, TravellingClock clock, TestSettings settings)
    {
        var factory = new Factory(engine, database, storage, clock, settings);
        if (settings.ListensOnSocket)
            factory.UseKestrel(0);
        factory.StartServer();
        return new TestApp(factory, database, storage, ownsData, clock);
    }

    private sealed class Factory(Engine engine, TestDatabase database, TestStorage storage, TravellingClock clock, TestSettings settings)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(settings.Environment);
            builder.UseSetting("Database:Provider", engine.Name);
            builder.UseSetting("ConnectionStrings:Default", database.ConnectionString);
            foreach (var (key, value) in storage.Settings.Concat(settings.All))
                builder.UseSetting(key, value);
            builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings.Logging));
            builder.ConfigureTestServices(Replace);
        }

        private void Replace(IServiceCollection services)
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<MemoryCacheOptions>(cache => cache.Clock = new CacheClock(clock));
            services.AddSingleton<IStartupFilter, ClientAddress>();
            if (!settings.HashesAtFullCost)
                services.AddSingleton<IPasswordHasher<User>>(new PasswordHasher<User>(Options.Create(new PasswordHasherOptions
                {
                    IterationCount = 1000,
                })));
            settings.Services?.Invoke(services);
        }
    }

    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
