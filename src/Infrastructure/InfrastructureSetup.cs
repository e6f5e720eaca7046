using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySaas.Infrastructure.Auditing;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Billing;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Notifications;
using MySaas.Infrastructure.Organizations;
using MySaas.Infrastructure.Persistence;
using MySaas.Infrastructure.Users;

namespace MySaas.Infrastructure;

public static class InfrastructureSetup
{
    /// <summary>Everything behind the edge, feature by feature. Faulty settings are collected in the reader, not thrown.</summary>
    public static AppOptions AddInfrastructure(this IServiceCollection services, SettingsReader settings)
    {
        var app = settings.Bind<AppOptions>(services, "App", options => Check(settings, options));
        services.AddSingleton(TimeProvider.System);
        services.AddApplication(settings);
        var database = services.AddPersistence(settings);
        services
            .AddAuth(settings)
            .AddUsers(settings)
            .AddOrganizations(settings)
            .AddAuditing(settings)
            .AddBilling(settings)
            .AddFiles(settings)
            .AddNotifications(settings)
            .AddJobs(settings, app, database);
        return app;
    }

    private static void Check(SettingsReader settings, AppOptions options)
    {
        if (options.BaseUrl is null && !settings.Environment.IsDevelopment())
            settings.Fault("App:BaseUrl", "is missing; the links in mails need it.");
        if (options.BaseUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
            settings.Fault("App:BaseUrl", "is not an absolute http or https URL.");
        for (var i = 0; i < options.KnownProxies.Count; i++)
            if (!AppOptions.IsProxy(options.KnownProxies[i]))
                settings.Fault($"App:KnownProxies:{i}", "is neither an address nor a network.");
        if (options.DrainDelay < TimeSpan.Zero || options.DrainDelay > TimeSpan.FromMinutes(5))
            settings.Fault("App:DrainDelay", "is 0 to 5 minutes.");
    }
}
