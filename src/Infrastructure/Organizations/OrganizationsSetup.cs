using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Organizations;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

public static class OrganizationsSetup
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services, SettingsReader settings)
    {
        settings.Bind<OrganizationOptions>(services, "Organizations");
        services.AddSingleton<OrganizationGate>();
        services.AddSingleton<IOrganizationGate>(sp => sp.GetRequiredService<OrganizationGate>());
        services.AddSingleton<ICommitObserver>(sp => sp.GetRequiredService<OrganizationGate>());
        services.AddSingleton(sp => new ApiKeyGate(
            sp.GetRequiredService<Func<AppDbContext>>(), sp.GetRequiredService<HybridCache>(), sp.GetRequiredService<IMemoryCache>(),
            sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICommitObserver>(sp => sp.GetRequiredService<ApiKeyGate>());
        return services;
    }
}
