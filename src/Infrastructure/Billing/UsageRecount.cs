using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

/// <summary>Each counter is compared in a scope and a transaction of its own.</summary>
internal sealed partial class UsageRecount(
    IServiceScopeFactory scopes, UsageTable counters, IEnumerable<IUsageSource> sources, ILogger<UsageRecount> logger) : IUsageRecount
{
    public async Task<int> CompareAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        var count = 0;
        foreach (var name in sources.Select(source => source.Limit))
            foreach (var organizationId in await counters.ListNotComparedAsync(name, before, limit, ct))
            {
                await CompareAsync(name, organizationId, ct);
                count++;
            }

        return count;
    }

    private async Task CompareAsync(string name, Guid organizationId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(organizationId);
        var table = scope.ServiceProvider.GetRequiredService<UsageTable>();
        var source = scope.ServiceProvider.GetServices<IUsageSource>().Single(each => each.Limit == name);
        var (told, found) = await scope.ServiceProvider.GetRequiredService<HeldCommit>().AsOneAsync(
            async () =>
            {
                // From here on nobody takes or gives back, and the rows of all who have are there to be seen.
                var told = await table.HoldAsync(name, ct);
                var found = await source.AddUpAsync(ct);
                await table.SetAsync(name, found, ct);
                return (told, found);
            },
            ct);
        if (told != found)
            LogWrong(logger, name, organizationId, told, found);
    }

    [LoggerMessage(LogLevel.Warning, "The counter of {Limit} of organization {OrganizationId} said {Told}, and there are {Found}")]
    private static partial void LogWrong(ILogger logger, string limit, Guid organizationId, long told, long found);
}
