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

namespace MySaas.StripeSimulator.World;

/// <summary>Its objects.</summary>
public sealed partial class StripeWorld
{
    public Table<Customer> Customers { get; } = new("customer");

    public Table<PaymentMethod> PaymentMethods { get; } = new("PaymentMethod");

    public Table<BalanceTransaction> BalanceTransactions { get; } = new("customer balance transaction");

    public Table<Product> Products { get; } = new("product");

    public Table<Price> Prices { get; } = new("price");

    public Table<Coupon> Coupons { get; } = new("coupon");

    public Table<PromotionCode> PromotionCodes { get; } = new("promotion code");

    public Table<Discount> Discounts { get; } = new("discount");

    public Table<CheckoutSession> CheckoutSessions { get; } = new("checkout.session");

    public Table<Subscription> Subscriptions { get; } = new("subscription");

    public Table<Invoice> Invoices { get; } = new("invoice");

    public Table<InvoiceItem> InvoiceItems { get; } = new("invoiceitem");

    public Table<InvoicePayment> InvoicePayments { get; } = new("invoice payment");

    public Table<PaymentIntent> PaymentIntents { get; } = new("payment_intent");

    public Table<Charge> Charges { get; } = new("charge");

    public Table<Refund> Refunds { get; } = new("refund");

    public Table<Dispute> Disputes { get; } = new("dispute");

    public Table<PortalSession> PortalSessions { get; } = new("billing_portal.session");

    public Table<Meter> Meters { get; } = new("billing meter");

    public Table<MeterEvent> MeterEvents { get; } = new("meter event");

    public Table<StripeEvent> Events { get; } = new("event");

    public Table<WebhookEndpoint> WebhookEndpoints { get; } = new("webhook endpoint");

    internal IEnumerable<ITable> Tables() =>
    [
        Customers, PaymentMethods, BalanceTransactions, Products, Prices, Coupons, PromotionCodes, Discounts, CheckoutSessions,
        Subscriptions, Invoices, InvoiceItems, InvoicePayments, PaymentIntents, Charges, Refunds, Disputes, PortalSessions, Meters,
        MeterEvents, Events, WebhookEndpoints,
    ];
}
