using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Checkout;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Events;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Metering;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Portal;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.Webhooks;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>Everything that the simulator answers under <c>/v1</c>.</summary>
internal static class Surface
{
    public static void Map(Routes routes)
    {
        CustomersApi.Map(routes);
        PaymentMethodsApi.Map(routes);
        ProductsApi.Map(routes);
        PricesApi.Map(routes);
        DiscountsApi.Map(routes);
        CheckoutSessionsApi.Map(routes);
        SubscriptionsApi.Map(routes);
        SubscriptionItemsApi.Map(routes);
        InvoicesApi.Map(routes);
        PaymentsApi.Map(routes);
        RefundsApi.Map(routes);
        DisputesApi.Map(routes);
        PortalApi.Map(routes);
        MetersApi.Map(routes);
        EventsApi.Map(routes);
        WebhookEndpointsApi.Map(routes);
        routes.Get("v1/account", Account);
        routes.Get("v1/accounts/{id}", Account);
    }

    private static JsonObject Account(Call call) => new()
    {
        ["id"] = "acct_simulator",
        ["object"] = "account",
        ["charges_enabled"] = true,
        ["country"] = "US",
        ["default_currency"] = "usd",
        ["details_submitted"] = true,
        ["email"] = "owner@simulator.example",
        ["payouts_enabled"] = true,
        ["type"] = "standard",
    };
}
