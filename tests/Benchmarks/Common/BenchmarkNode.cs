using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Common;

/// <summary>The product as it composes itself, with the default settings, but for the edge and the log.</summary>
internal sealed class BenchmarkNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    public BenchmarkNode(BenchmarkDatabase database, Action<IServiceCollection>? adjust = null, params (string Key, string Value)[] own)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["App:BaseUrl"] = "http://127.0.0.1",
            ["Auth:SigningKeys:0"] = Convert.ToBase64String(new byte[32]),
            ["Billing:Plans:0:Code"] = "free",
            ["Billing:Plans:0:Name"] = "Free",
            ["Database:Provider"] = database.Engine.ToString(),
            ["ConnectionStrings:Default"] = database.ConnectionString,
        }).AddInMemoryCollection(own.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var reader = new SettingsReader(settings, new HostingEnvironment { EnvironmentName = Environments.Development });
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddInfrastructure(reader);
        reader.EnsureFaultless();
        services.AddSingleton<ICaller>(Caller);
        adjust?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public BenchmarkCaller Caller { get; } = new();

    /// <summary>Starts the outbox's worker, or only what tells the others of new messages.</summary>
    public async Task StartAsync(bool works)
    {
        foreach (var service in _services.GetServices<IHostedService>().Where(service => service is PostgreSqlWakeUp || works && service is OutboxWorker))
        {
            await service.StartAsync(CancellationToken.None);
            _running.Add(service);
        }
    }

    public async Task CommitAsync(IMessage message)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IOutbox>().Add(message);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
    }

    /// <summary>Registers somebody, who is the caller from now on, and founds an organization of theirs.</summary>
    public async Task<Guid> FoundAsync(string name)
    {
        await using var scope = _services.CreateAsyncScope();
        var now = _services.GetRequiredService<TimeProvider>().GetUtcNow();
        var (db, founder) = (scope.ServiceProvider.GetRequiredService<AppDbContext>(), User.Register(EmailAddress.Parse($"{name}@example.com"), name, null, now));
        db.Add(founder);
        await db.SaveChangesAsync();
        (Caller.UserId, Caller.EmailConfirmed) = (founder.Id, true);
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreateOrganization(name))).Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running)
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    /// <summary>The product itself, until it is somebody.</summary>
    internal sealed class BenchmarkCaller : ICaller
    {
        public Guid? UserId { get; set; }
        public Guid? SessionId => null;
        public string? Email => null;
        public bool EmailConfirmed { get; set; }
        public bool IsPlatformAdmin => false;
        public bool IsSystem => true;
        public CallerKey? ApiKey => null;
        public Guid? ImpersonatorId => null;
        public string? IpAddress => null;
        public string? UserAgent => null;
        public string? RequestId => null;
    }
}
