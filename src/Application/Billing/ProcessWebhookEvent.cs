using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Finds out what has changed at the payment provider since it told us something. Events of one customer are processed one after
/// the other; one that fails steps aside, so that it holds up nobody's payment.
/// </summary>
[StoredAs(StoredName)]
public sealed record ProcessWebhookEvent(Guid WebhookEventId, string OrderingKey) : IMessage, IOrdered, IStepAside
{
    public const string StoredName = "billing.process_webhook_event.v1";

    public static ProcessWebhookEvent Of(WebhookEvent told) => new(told.Id, told.CustomerId ?? told.EventId);
}

public sealed class ProcessWebhookEventHandler(
    IWebhookEventRepository events, WebhookPayer payers, SubscriptionProjection projection, Tenant tenant, TimeProvider clock)
    : IMessageHandler<ProcessWebhookEvent>
{
    public async Task HandleAsync(ProcessWebhookEvent message, MessageContext context, CancellationToken ct)
    {
        if (await events.FindAsync(message.WebhookEventId, ct) is not { } told)
            return;

        if (await payers.FindAsync(told, ct) is { } payer)
        {
            tenant.Enter(payer.OrganizationId);
            await RefreshAsync(payer.OrganizationId, payer.CustomerId, told, ct);
        }

        told.Finish(context.Attempt, clock.GetUtcNow());
    }

    private async Task RefreshAsync(Guid organizationId, string customerId, WebhookEvent told, CancellationToken ct)
    {
        var subscription = await projection.RefreshAsync(organizationId, customerId, told.SubscriptionId, ct);
        var invoice = told.InvoiceId is { } invoiceId ? await projection.RefreshInvoiceAsync(organizationId, invoiceId, ct) : null;

        switch (told)
        {
            case { Type: var type, ObjectId: { } sessionId } when type.StartsWith("checkout.session.", StringComparison.Ordinal):
                await projection.RefreshCheckoutAsync(subscription, sessionId, ct);
                break;
            case { Type: "invoice.payment_action_required" }:
                invoice?.AskForAction();
                break;
            case { Type: "customer.subscription.trial_will_end" }:
                subscription.AnnounceTrialEnd();
                break;
            case { Type: "charge.dispute.created", ObjectId: { } disputeId }:
                subscription.NoteDispute(disputeId);
                break;
            case { Type: "customer.deleted" }:
                subscription.NoteCustomerDeleted(customerId);
                break;
        }
    }
}

/// <summary>Whom something is about that the provider told us.</summary>
public sealed class WebhookPayer(ISubscriptionRepository subscriptions, IOrganizationRepository organizations, IPaymentGateway gateway)
{
    /// <returns>Null when it is about nobody here.</returns>
    public async Task<(Guid OrganizationId, string CustomerId)?> FindAsync(WebhookEvent told, CancellationToken ct) =>
        (told.CustomerId ?? await FindDisputerAsync(told, ct)) is { } customerId && await FindOrganizationAsync(customerId, told.Claimant, ct) is { } organizationId
            ? (organizationId, customerId) : null;

    // A dispute names the charge and not who paid it.
    private async Task<string?> FindDisputerAsync(WebhookEvent told, CancellationToken ct) =>
        told is { ObjectId: { } disputeId } && told.Type.StartsWith("charge.dispute.", StringComparison.Ordinal)
            ? await gateway.FindDisputerAsync(disputeId, ct) : null;

    // A customer that is not on record is one of another product, or of a checkout whose commit was lost: then the object names
    // the organization, as we wrote it there.
    private async Task<Guid?> FindOrganizationAsync(string customerId, Guid? claimant, CancellationToken ct) =>
        await subscriptions.FindOrganizationAsync(customerId, ct) is { } known ? known
        : claimant is { } named && await organizations.FindAsync(named, ct) is not null ? named
        : null;
}
