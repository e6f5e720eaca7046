using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Infrastructure.Billing;

/// <summary>No key is set: whoever wants to buy hears that they cannot, and the free plan works all the same.</summary>
internal sealed class UnconfiguredPaymentGateway : IPaymentGateway
{
    private static readonly Refusal Missing = SubscriptionRefusals.NotConfigured;

    public bool IsConfigured => false;

    public Task<string> CreateCustomerAsync(NewCustomer customer, string key, CancellationToken ct) => throw Missing.AsException();

    public Task<CheckoutPage> CreateCheckoutAsync(NewCheckout checkout, string key, CancellationToken ct) => throw Missing.AsException();

    public Task<CheckoutProgress?> FindCheckoutAsync(string sessionId, CancellationToken ct) => throw Missing.AsException();

    public Task ExpireCheckoutAsync(string sessionId, CancellationToken ct) => throw Missing.AsException();

    public Task<string> CreatePortalAsync(string customerId, string returnUrl, CancellationToken ct) => throw Missing.AsException();

    public Task<SubscriptionState?> FindSubscriptionAsync(string subscriptionId, CancellationToken ct) => throw Missing.AsException();

    public Task<SubscriptionState> ChangePlanAsync(PlanChange change, string key, CancellationToken ct) => throw Missing.AsException();

    public Task<SubscriptionState> SetSeatsAsync(string subscriptionId, int seats, string key, CancellationToken ct) => throw Missing.AsException();

    public Task<SubscriptionState> SetCancellationAsync(string subscriptionId, bool atPeriodEnd, string key, CancellationToken ct) =>
        throw Missing.AsException();

    public Task CancelNowAsync(string subscriptionId, string key, CancellationToken ct) => throw Missing.AsException();

    public Task RefundAsync(string subscriptionId, string key, CancellationToken ct) => throw Missing.AsException();

    public Task<InvoiceState?> FindInvoiceAsync(string invoiceId, CancellationToken ct) => throw Missing.AsException();

    public Task<string?> FindDisputerAsync(string disputeId, CancellationToken ct) => throw Missing.AsException();

    public Task ReportUsageAsync(MeteredUse use, string key, CancellationToken ct) => throw Missing.AsException();

    public Task<ProviderPage<ListedSubscription>> ListSubscriptionsAsync(string? after, CancellationToken ct) => throw Missing.AsException();

    public Task<ProviderPage<ProviderEvent>> ListEventsAsync(DateTimeOffset since, string? after, CancellationToken ct) => throw Missing.AsException();

    public Task<IReadOnlyList<CatalogItem>> SyncPlanAsync(Plan plan, CancellationToken ct) => throw Missing.AsException();
}
