using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Takes in what the payment provider says of one subscription now, by the way of every event, and notes what that changed: the
/// drift. It stands in the row behind the events of its customer, so that whatever they repair is none.
/// </summary>
[StoredAs("billing.reconcile_subscription.v1")]
public sealed record ReconcileSubscription(Guid OrganizationId, string CustomerId, string SubscriptionId) : IMessage, IInOrganization, IOrdered, IStepAside
{
    string IOrdered.OrderingKey => CustomerId;
}

public sealed class ReconcileSubscriptionHandler(
    ISubscriptionRepository subscriptions, IInvoiceRepository invoices, SubscriptionProjection projection, IDriftRepository drift, TimeProvider clock)
    : IMessageHandler<ReconcileSubscription>
{
    public async Task HandleAsync(ReconcileSubscription message, MessageContext context, CancellationToken ct)
    {
        var before = await subscriptions.FindAsync(ct);
        var (state, second) = (before?.State, before?.SecondSubscriptionId);
        var after = await projection.RefreshAsync(message.OrganizationId, message.CustomerId, message.SubscriptionId, ct);

        SubscriptionDifference?[] found =
        [
            .. SubscriptionDifference.Between(state, after.State),
            SubscriptionDifference.Of("secondSubscriptionId", second, after.SecondSubscriptionId),
            await RefreshInvoiceAsync(message.OrganizationId, after.State?.LatestInvoiceId, ct),
        ];
        var now = clock.GetUtcNow();
        foreach (var difference in found.OfType<SubscriptionDifference>())
            drift.Add(new DriftEntry(message.OrganizationId, message.SubscriptionId, difference, now));
        after.NoteComparison(now);
    }

    // A payment may change nothing of the subscription, so that its latest invoice is looked at apart.
    private async Task<SubscriptionDifference?> RefreshInvoiceAsync(Guid organizationId, string? invoiceId, CancellationToken ct)
    {
        if (invoiceId is null)
            return null;
        var before = (await invoices.FindAsync(invoiceId, ct))?.Status;
        var after = await projection.RefreshInvoiceAsync(organizationId, invoiceId, ct);
        return SubscriptionDifference.Of("latestInvoice", before, after?.Status);
    }
}

public interface IDriftRepository
{
    void Add(DriftEntry entry);

    /// <summary>Deletes what was repaired before then; up to <paramref name="limit"/>.</summary>
    Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct);
}
