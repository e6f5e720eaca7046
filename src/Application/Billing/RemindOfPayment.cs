using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>Reminds the owners of a payment, if the same one is still missing and the grace is not over.</summary>
/// <param name="OrganizationId">Who owes it.</param>
/// <param name="Since">Which: the payment that has been missing since then.</param>
[StoredAs("billing.remind_of_payment.v1")]
public sealed record RemindOfPayment(Guid OrganizationId, DateTimeOffset Since) : IMessage, IInOrganization;

public sealed class RemindOfPaymentHandler(
    ISubscriptionRepository subscriptions, OwnerMail owners, Emails emails, PaymentPage page, BillingOptions options, TimeProvider clock)
    : IMessageHandler<RemindOfPayment>
{
    public async Task HandleAsync(RemindOfPayment message, MessageContext context, CancellationToken ct)
    {
        if (await subscriptions.FindAsync(ct) is not { } subscription
            || !subscription.OwesSince(message.Since)
            || subscription.AccessAt(clock.GetUtcNow(), options.GracePeriod) is not Access.Grace)
            return;

        var link = await page.OfLatestInvoiceAsync(message.OrganizationId, ct);
        var until = message.Since + options.GracePeriod;
        await owners.SendAsync(message.OrganizationId, (owner, organization) => emails.PaymentReminder(owner, organization, until, link), ct);
    }
}
