using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>A receipt for each invoice that was paid. What was paid for a second subscription is paid back, however late it came.</summary>
public sealed class Receipts(ISubscriptionRepository subscriptions, OwnerMail owners, Emails emails, PaymentPage page, IOutbox outbox)
    : IMessageHandler<InvoicePaid>
{
    public async Task HandleAsync(InvoicePaid message, MessageContext context, CancellationToken ct)
    {
        if (await page.FindInvoiceAsync(message.InvoiceId, ct) is not { } invoice)
            return;

        var (number, paid) = (invoice.Number ?? invoice.InvoiceId, new Money(invoice.AmountPaid, invoice.Currency).ToString());
        await owners.SendAsync(
            message.OrganizationId, (owner, organization) => emails.Receipt(owner, organization, number, paid, page.Of(invoice)), ct);

        // A debit may arrive days after the subscription was cancelled and whatever had been paid by then was paid back.
        if (invoice.SubscriptionId is { } id && await subscriptions.FindAsync(ct) is { SecondSubscriptionId: { } second } && second == id)
            outbox.Add(new UndoSecondSubscription(message.OrganizationId, id));
    }
}
