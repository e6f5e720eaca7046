using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Tells the owners that a payment has failed, or that their bank wants to hear from them.</summary>
public sealed class PaymentNotices(OwnerMail owners, Emails emails, PaymentPage page, IOutbox outbox, BillingOptions options) :
    IMessageHandler<PaymentOverdue>,
    IMessageHandler<PaymentActionRequired>
{
    private static readonly TimeSpan[] Reminders = [TimeSpan.FromDays(3), TimeSpan.FromDays(6)];

    public async Task HandleAsync(PaymentOverdue message, MessageContext context, CancellationToken ct)
    {
        var link = await page.OfLatestInvoiceAsync(message.OrganizationId, ct);
        var until = message.Since + options.GracePeriod;
        await owners.SendAsync(message.OrganizationId, (owner, organization) => emails.PaymentOverdue(owner, organization, until, link), ct);
        foreach (var after in Reminders.Where(after => after < options.GracePeriod))
            outbox.Add(new RemindOfPayment(message.OrganizationId, message.Since), notBefore: message.Since + after);
    }

    public async Task HandleAsync(PaymentActionRequired message, MessageContext context, CancellationToken ct)
    {
        if (await page.FindInvoiceAsync(message.InvoiceId, ct) is { Status: InvoiceStatus.Open } invoice)
            await owners.SendAsync(
                message.OrganizationId,
                (owner, organization) => emails.PaymentActionRequired(
                    owner, organization, new Money(invoice.AmountDue, invoice.Currency).ToString(), page.Of(invoice)),
                ct);
    }
}

/// <summary>Where somebody can pay.</summary>
public sealed class PaymentPage(ISubscriptionRepository subscriptions, IInvoiceRepository invoices, SubscriptionProjection projection, ReturnUrls urls)
{
    public Task<Invoice?> FindInvoiceAsync(string invoiceId, CancellationToken ct) => invoices.FindAsync(invoiceId, ct);

    /// <summary>The provider's page of the invoice, or else ours of the subscription.</summary>
    public string Of(Invoice invoice) => invoice.HostedUrl ?? urls.Overview(invoice.OrganizationId);

    /// <summary>Of the invoice that the subscription waits for, though the news of it may not have come in yet.</summary>
    public async Task<string> OfLatestInvoiceAsync(Guid organizationId, CancellationToken ct) =>
        await subscriptions.FindAsync(ct) is { State.LatestInvoiceId: { } latest }
        && (await invoices.FindAsync(latest, ct) ?? await projection.RefreshInvoiceAsync(organizationId, latest, ct)) is { } invoice
            ? Of(invoice) : urls.Overview(organizationId);
}
