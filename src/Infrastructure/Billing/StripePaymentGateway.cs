using Microsoft.Extensions.Logging;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using Stripe;
using Stripe.Billing;
using Stripe.Checkout;
using Plan = MySaas.Domain.Billing.Plan;

namespace MySaas.Infrastructure.Billing;

/// <summary>The payment provider is Stripe. Here: buying, and what was billed; subscriptions and lists are in the other files.</summary>
internal sealed partial class StripePaymentGateway(
    StripeClient client, StripeMapping mapping, StripeCatalog catalog, BillingOptions billing, ILogger<StripePaymentGateway> logger)
    : IPaymentGateway
{
    private const int PageSize = 100;

    public bool IsConfigured => true;

    public async Task<string> CreateCustomerAsync(NewCustomer customer, string key, CancellationToken ct)
    {
        var options = new CustomerCreateOptions { Name = customer.Name, Email = customer.Email, Metadata = Named(customer.OrganizationId) };
        return (await StripeFailures.CallAsync(() => client.V1.Customers.CreateAsync(options, StripeKeys.Of(key), ct), ct)).Id;
    }

    public async Task<CheckoutPage> CreateCheckoutAsync(NewCheckout checkout, string key, CancellationToken ct)
    {
        var options = new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = checkout.CustomerId,
            ClientReferenceId = checkout.OrganizationId.ToString(),
            Metadata = Named(checkout.OrganizationId),
            LineItems = [new() { Price = await catalog.PriceIdAsync(checkout.PlanCode, checkout.Interval, ct), Quantity = checkout.Seats }],
            SuccessUrl = checkout.SuccessUrl,
            CancelUrl = checkout.CancelUrl,
            AllowPromotionCodes = billing.AllowPromotionCodes ? true : null,
            AutomaticTax = billing.AutomaticTax ? new() { Enabled = true } : null,
            CustomerUpdate = billing.AutomaticTax ? new() { Address = "auto" } : null,
            SubscriptionData = new()
            {
                Metadata = Named(checkout.OrganizationId),
                TrialPeriodDays = checkout.TrialDays > 0 ? checkout.TrialDays : null,
            },
        };
        var session = await StripeFailures.CallAsync(() => client.V1.Checkout.Sessions.CreateAsync(options, StripeKeys.Of(key), ct), ct);
        return new CheckoutPage(session.Id, session.Url, new DateTimeOffset(DateTime.SpecifyKind(session.ExpiresAt, DateTimeKind.Utc)));
    }

    public async Task<CheckoutProgress?> FindCheckoutAsync(string sessionId, CancellationToken ct)
    {
        var session = await StripeFailures.FindAsync(() => client.V1.Checkout.Sessions.GetAsync(sessionId, cancellationToken: ct), ct);
        return session is null ? null : new CheckoutProgress(session.Id, session.Status is "open", session.SubscriptionId);
    }

    public async Task ExpireCheckoutAsync(string sessionId, CancellationToken ct)
    {
        // Stripe refuses to close what is closed, so it is asked first; and again after a refusal, since it may have been paid just then.
        if (await FindCheckoutAsync(sessionId, ct) is not { IsOpen: true })
            return;
        try
        {
            await StripeFailures.CallAsync(
                () => client.V1.Checkout.Sessions.ExpireAsync(sessionId, requestOptions: StripeKeys.Of("expire", sessionId), cancellationToken: ct), ct);
        }
        catch (GatewayRefusedException)
        {
            if (await FindCheckoutAsync(sessionId, ct) is { IsOpen: true })
                throw;
        }
    }

    public async Task<string> CreatePortalAsync(string customerId, string returnUrl, CancellationToken ct)
    {
        var options = new Stripe.BillingPortal.SessionCreateOptions { Customer = customerId, ReturnUrl = returnUrl };
        return (await StripeFailures.CallAsync(() => client.V1.BillingPortal.Sessions.CreateAsync(options, cancellationToken: ct), ct)).Url;
    }

    public async Task<InvoiceState?> FindInvoiceAsync(string invoiceId, CancellationToken ct)
    {
        var invoice = await StripeFailures.FindAsync(() => client.V1.Invoices.GetAsync(invoiceId, cancellationToken: ct), ct);
        return invoice is null ? null : StripeMapping.StateOf(invoice);
    }

    public async Task<string?> FindDisputerAsync(string disputeId, CancellationToken ct)
    {
        var options = new DisputeGetOptions { Expand = ["charge"] };
        var dispute = await StripeFailures.FindAsync(() => client.V1.Disputes.GetAsync(disputeId, options, cancellationToken: ct), ct);
        return dispute?.Charge?.CustomerId;
    }

    public async Task RefundAsync(string subscriptionId, string key, CancellationToken ct)
    {
        var paid = new InvoiceListOptions { Subscription = subscriptionId, Status = "paid", Limit = PageSize };
        foreach (var invoice in (await StripeFailures.CallAsync(() => client.V1.Invoices.ListAsync(paid, cancellationToken: ct), ct)).Data)
        {
            var payments = new InvoicePaymentListOptions { Invoice = invoice.Id, Status = "paid", Limit = PageSize };
            foreach (var payment in (await StripeFailures.CallAsync(() => client.V1.InvoicePayments.ListAsync(payments, cancellationToken: ct), ct)).Data)
                await RefundAsync(payment, key, ct);
        }
    }

    public async Task ReportUsageAsync(MeteredUse use, string key, CancellationToken ct)
    {
        var options = new MeterEventCreateOptions
        {
            EventName = use.Meter,
            Identifier = use.Id.ToString(),
            Timestamp = use.At.UtcDateTime,
            Payload = new() { ["stripe_customer_id"] = use.CustomerId, ["value"] = use.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        try
        {
            await StripeFailures.CallAsync(() => client.V1.Billing.MeterEvents.CreateAsync(options, StripeKeys.Of(key), ct), ct);
        }
        catch (GatewayRefusedException refused) when (refused.Code is StripeFailures.IdentifierTaken)
        {
            // It has come in before, and its answer was lost.
        }
    }

    public Task<IReadOnlyList<CatalogItem>> SyncPlanAsync(Plan plan, CancellationToken ct) => catalog.SyncAsync(plan, ct);

    private async Task RefundAsync(InvoicePayment payment, string key, CancellationToken ct)
    {
        if (payment.Payment?.PaymentIntentId is not { } intent)
            return;
        try
        {
            await StripeFailures.CallAsync(
                () => client.V1.Refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = intent, Reason = "duplicate" }, StripeKeys.Of(key, intent), ct), ct);
        }
        catch (GatewayRefusedException refused) when (refused.Code is "charge_already_refunded" or "charge_disputed")
        {
            // The money is back, or the payer's bank has taken it back.
        }
    }

    private static Dictionary<string, string> Named(Guid organizationId) => new() { [StripeMapping.OrganizationId] = organizationId.ToString() };
}
