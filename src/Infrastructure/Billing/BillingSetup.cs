using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

public static class BillingSetup
{
    public static IServiceCollection AddBilling(this IServiceCollection services, SettingsReader settings)
    {
        var billing = settings.Bind<BillingOptions>(services, "Billing", options => PlanSettings.Check(settings, options));
        services.AddSingleton(_ => new PlanCatalog([.. billing.Plans.Select(PlanSettings.Read)]));
        services.AddScoped<UsageTable>();
        services.AddScoped<IUsageAtCommit, UsageAtCommit>();
        services.AddScoped<IUsageRecount, UsageRecount>();
        services.AddSingleton<WebhookInbox>();
        services.AddScoped<WebhookReplay>();
        services.AddScoped<ProviderWalks>();
        services.AddScoped<BusinessDays>();
        services.AddScoped<IBusinessMetricsFile, BusinessMetricsFile>();
        services.AddSingleton<ICommitObserver, DriftMeter>();
        services.AddSubscriptions();
        services.AddStripe(settings);
        return services;
    }

    private static void AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<IFailedWrites, FailedWrites>();
        services.AddScoped<SubscriptionView>();
        services.AddScoped<CurrentSubscription>();
        services.AddScoped<ReturnUrls>();
        services.AddScoped<CheckoutDesk>();
        services.AddScoped<CheckoutOrder>();
        services.AddScoped<Payer>();
        services.AddScoped<PlanChanger>();
        services.AddScoped<PlanFit>();
        services.AddScoped<SeatKeeper>();
        services.AddScoped<MeteredUsage>();
        services.AddScoped<OwnerMail>();
        services.AddScoped<PaymentPage>();
        services.AddScoped<BillingStop>();
    }
}
