using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auditing;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.Auditing;

public static class AuditingSetup
{
    public static IServiceCollection AddAuditing(this IServiceCollection services, SettingsReader settings)
    {
        settings.Bind<AuditingOptions>(services, "Auditing");
        return services.AddScoped<IAuditLogFile, AuditLogFile>();
    }
}
