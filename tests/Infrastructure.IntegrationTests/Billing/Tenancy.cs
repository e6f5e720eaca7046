using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.IntegrationTests.Common;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>An organization, for tests of what it uses; each unit of work is as a request's or a message's.</summary>
internal sealed record Tenancy(Guid Id)
{
    public static async Task<Tenancy> FoundAsync(Node node)
    {
        var organization = Organization.Create("Engines", $"engines-{Guid.CreateVersion7():N}", node.Now);
        await node.CommitAsync(db => db.Add(organization));
        return new Tenancy(organization.Id);
    }

    /// <summary>Works in the organization and commits, again after a lost race, as every command does.</summary>
    public Task CommitAsync(Node node, Func<IServiceProvider, Task> work) => node.InScopeAsync(scope =>
    {
        Enter(scope);
        var unitOfWork = new UnitOfWorkBehavior<Work, Unit>(scope.GetRequiredService<IUnitOfWork>());
        return unitOfWork.Handle(new Work(), CancellationToken.None, async () =>
        {
            await work(scope);
            return Unit.Value;
        });
    });

    /// <summary>Whether there was so much left.</summary>
    public async Task<bool> TryTakeAsync<TLimit>(Node node, long amount) where TLimit : ICountedLimit
    {
        try
        {
            await CommitAsync(node, scope => scope.GetRequiredService<Usage>().TakeAsync<TLimit>(amount, CancellationToken.None));
            return true;
        }
        catch (RefusedException refused) when (refused.Refusal.Code == "billing.limit_reached")
        {
            return false;
        }
    }

    public Task GiveBackAsync<TLimit>(Node node, long amount, DateTimeOffset takenAt) where TLimit : ICountedLimit => CommitAsync(node, scope =>
    {
        scope.GetRequiredService<Usage>().GiveBack<TLimit>(amount, takenAt);
        return Task.CompletedTask;
    });

    public Task<long> UsedAsync<TLimit>(Node node) where TLimit : ILimit => node.InScopeAsync(scope =>
    {
        Enter(scope);
        return scope.GetRequiredService<Entitlements>().UsedAsync(Limits.Of<TLimit>(), CancellationToken.None);
    });

    public Task<long?> LeftAsync<TLimit>(Node node) where TLimit : ICountedLimit => node.InScopeAsync(scope =>
    {
        Enter(scope);
        return scope.GetRequiredService<Usage>().LeftAsync<TLimit>(CancellationToken.None);
    });

    public void Enter(IServiceProvider scope) => scope.GetRequiredService<Tenant>().Enter(Id);

    private sealed record Work : ICommand;
}
