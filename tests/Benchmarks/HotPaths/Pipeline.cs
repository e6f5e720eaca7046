using BenchmarkDotNet.Attributes;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.HotPaths;

/// <summary>A message's way through all behaviours to a handler that does nothing, in a scope of its own as a request's is; beside the mediator alone.</summary>
public class Pipeline
{
    private BenchmarkDatabase _database = null!;
    private BenchmarkNode _node = null!;
    private ServiceProvider _bare = null!;
    private Look _look = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _database = await BenchmarkDatabase.CreateAsync(DatabaseProvider.Sqlite);
        // A node that has just changed a membership reads it afresh for a while, so another one is measured.
        await using var founding = new BenchmarkNode(_database);
        _look = new Look(await founding.FoundAsync("engines"));
        _node = new BenchmarkNode(_database, services => services
            .AddScoped<IRequestHandler<Look, int>, LookHandler>()
            .AddScoped<IRequestHandler<Rename, int>, RenameHandler>()
            .AddScoped<IValidator<Rename>, RenameValidator>());
        _node.Caller.UserId = founding.Caller.UserId;
        _bare = new ServiceCollection()
            .AddScoped<ServiceFactory>(sp => sp.GetRequiredService)
            .AddScoped<IMediator, Mediator>()
            .AddScoped<IRequestHandler<Look, int>, LookHandler>()
            .BuildServiceProvider();
    }

    [GlobalCleanup]
    public async Task TearDownAsync()
    {
        await _node.DisposeAsync();
        await _bare.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<int> MediatorAlone() => SendAsync(_bare, _look);

    [Benchmark]
    public Task<int> Query() => SendAsync(_node.Services, _look);

    [Benchmark]
    public Task<int> Command() => SendAsync(_node.Services, new Rename("Analytical"));

    [Benchmark]
    public async Task<int> AuthorizationCheck()
    {
        await using var scope = _node.Services.CreateAsyncScope();
        var (caller, access) = (scope.ServiceProvider.GetRequiredService<ICaller>(), scope.ServiceProvider.GetRequiredService<OrganizationAccess>());
        return await new AuthorizationBehavior<Look, int>(caller, access).Handle(_look, CancellationToken.None, static () => Task.FromResult(1));
    }

    /// <summary>A command's share of this: a validator is made for each.</summary>
    [Benchmark]
    public bool NewValidator() => new RenameValidator().Validate(new Rename("Analytical")).IsValid;

    private static async Task<int> SendAsync(IServiceProvider services, IRequest<int> message)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message);
    }

    internal sealed record Look(Guid OrganizationId) : IQuery<int>, IInOrganization, IRequire<ReadOrganization>;

    internal sealed class LookHandler : IRequestHandler<Look, int>
    {
        public Task<int> Handle(Look request, CancellationToken cancellationToken) => Task.FromResult(1);
    }

    internal sealed record Rename(string Name) : ICommand<int>, IRequire<SignIn>;

    internal sealed class RenameValidator : AbstractValidator<Rename>
    {
        public RenameValidator() => RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
    }

    internal sealed class RenameHandler : IRequestHandler<Rename, int>
    {
        public Task<int> Handle(Rename request, CancellationToken cancellationToken) => Task.FromResult(1);
    }
}
