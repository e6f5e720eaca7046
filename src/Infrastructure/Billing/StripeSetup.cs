using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySaas.Application.Billing;
using MySaas.Infrastructure.Common;
using Stripe;

namespace MySaas.Infrastructure.Billing;

/// <summary>The payment provider: Stripe, as far as a key is set.</summary>
internal static partial class StripeSetup
{
    private const int Repetitions = 2;

    public static IServiceCollection AddStripe(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Bind<StripeOptions>(services, "Stripe", bound => Check(settings, bound));
        services.AddSingleton<IWebhookReader, StripeWebhookReader>();
        services.AddScoped<SubscriptionProjection>();
        services.AddScoped<WebhookPayer>();
        if (!options.IsConfigured)
            return services.AddSingleton<IPaymentGateway, UnconfiguredPaymentGateway>();

        services.AddSingleton(sp => Connect(options, settings.Environment, sp.GetRequiredService<ILogger<StripePaymentGateway>>()));
        services.AddSingleton<StripeCatalog>();
        services.AddSingleton<StripeMapping>();
        return services.AddSingleton<IPaymentGateway, StripePaymentGateway>();
    }

    private static void Check(SettingsReader settings, StripeOptions options)
    {
        if (options.IsConfigured && options.WebhookSecrets.Count == 0)
            settings.Fault("Stripe:WebhookSecrets:0", "is missing; without it nobody can tell Stripe's events from forged ones.");
        for (var i = 0; i < options.WebhookSecrets.Count; i++)
            if (string.IsNullOrWhiteSpace(options.WebhookSecrets[i]))
                settings.Fault($"Stripe:WebhookSecrets:{i}", "is empty.");
        if (options.ApiBase is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
            settings.Fault("Stripe:ApiBase", "is not an absolute http or https URL.");
    }

    private static StripeClient Connect(StripeOptions options, IHostEnvironment environment, ILogger logger)
    {
        if (options.ApiBase is not null && !environment.IsDevelopment())
            LogStandIn(logger);
        // One handler for the life of the process, whose connections are renewed so that a change of DNS is seen.
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = options.Timeout };
        return new StripeClient(new StripeClientOptions
        {
            ApiKey = options.SecretKey,
            ApiBase = options.ApiBase?.ToString().TrimEnd('/'),
            HttpClient = new SystemNetHttpClient(http, Repetitions, enableTelemetry: false),
        });
    }

    [LoggerMessage(LogLevel.Warning, "Stripe:ApiBase is set: payments go to a stand-in and not to Stripe")]
    private static partial void LogStandIn(ILogger logger);
}
