using System.Reflection;
using AutoMapper;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Infrastructure.Common;

/// <summary>
/// Finds the use cases and lines up the pipeline. Everything that depends on MediatR's version is here and in the
/// behaviours' parameter order; see docs/decisions.
/// </summary>
public static class ApplicationSetup
{
    private static readonly Assembly Application = typeof(ICaller).Assembly;

    public static IServiceCollection AddApplication(this IServiceCollection services, SettingsReader settings)
    {
        var mapping = settings.Bind<AutoMapperOptions>(services, "AutoMapper");
        settings.Bind<RateLimitOptions>(services, "RateLimits");

        services.AddScoped<ServiceFactory>(sp => sp.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.Scan(scan => scan.FromAssemblies(Application)
            .AddClasses(classes => classes.AssignableToAny(typeof(IRequestHandler<,>), typeof(IMessageHandler<>)))
            .AsImplementedInterfaces().WithScopedLifetime()
            // Their rules are costly to make and stay the same, unless they ask somebody.
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)).Where(AsksNobody))
            .AsImplementedInterfaces().WithSingletonLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)).Where(type => !AsksNobody(type)))
            .AsImplementedInterfaces().WithScopedLifetime());
        services.Scan(scan => scan.FromTypes(Storages()).AddClasses(publicOnly: false).AsImplementedInterfaces().WithScopedLifetime());

        // The order of the pipeline, from the outside in.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(RequestLogBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(EntitlementBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(GatewayFailureBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));

        services.AddSingleton<AutoMapper.IConfigurationProvider>(sp => new MapperConfiguration(
            map =>
            {
                map.LicenseKey = mapping.LicenseKey;
                map.AddMaps(Application);
            },
            sp.GetRequiredService<ILoggerFactory>()));

        services.AddScoped<OneTimeTokens>();
        services.AddScoped<SignInGate>();
        services.AddScoped<SignInLimits>();
        services.AddScoped<MailboxGuard>();
        services.AddScoped<ConfirmationMail>();
        services.AddScoped<SessionTokens>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<Tenant>();
        services.AddScoped<OrganizationAccess>();
        services.AddScoped<ActingMember>();
        services.AddScoped<DepartingMember>();
        services.AddScoped<OrganizationErasure>();
        services.AddScoped<InvitedGuest>();
        services.AddScoped<Entitlements>();
        services.AddScoped<Usage>();
        services.AddScoped<Seats>();
        return services;
    }

    private static bool AsksNobody(Type type) => type.GetConstructor(Type.EmptyTypes) is not null;

    // By the names of their ports: listing this assembly's types would load what any adapter of any engine refers to.
    private static IEnumerable<Type> Storages() => Application.GetTypes()
        .Where(port => port.IsInterface && (port.Name.EndsWith("Repository", StringComparison.Ordinal) || port.Name.EndsWith("Reads", StringComparison.Ordinal)))
        .Select(port => typeof(ApplicationSetup).Assembly.GetType(
            $"{port.Namespace!.Replace("Application", "Infrastructure", StringComparison.Ordinal)}.{port.Name[1..]}"))
        .OfType<Type>();
}

/// <summary>Section <c>AutoMapper</c>.</summary>
public sealed class AutoMapperOptions
{
    /// <summary>Lucky Penny's licence key; without one AutoMapper works and logs a reminder. See docs/decisions.</summary>
    public string? LicenseKey { get; init; }
}
