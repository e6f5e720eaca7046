using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>
/// Brings our copy up to date with what the payment provider says now. Ours is loaded before the provider is asked, so that the
/// commit fails if somebody else did the same meanwhile, and the use case runs again.
/// </summary>
public sealed class SubscriptionProjection(
    ISubscriptionRepository subscriptions, IInvoiceRepository invoices, ICheckoutSessionRepository checkouts, IPaymentGateway gateway, SeatKeeper seats,
    TimeProvider clock)
{
    /// <summary>The subscription of the organization that was entered, and the one that the news is about if it is another.</summary>
    /// <param name="customerId">Who pays, by the provider's id.</param>
    /// <param name="subscriptionId">What the news is about; null when it names none.</param>
    public async Task<Subscription> RefreshAsync(Guid organizationId, string customerId, string? subscriptionId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await subscriptions.FindAsync(ct) is not { } subscription)
        {
            subscriptions.Add(subscription = Subscription.Open(organizationId, now));
            subscription.BecomeCustomer(customerId);
        }

        var told = new List<SubscriptionState>();
        foreach (var id in new[] { subscription.State?.SubscriptionId, subscriptionId }.OfType<string>().Distinct())
        {
            if (await gateway.FindSubscriptionAsync(id, ct) is { } state)
                told.Add(state);
            else if (id == subscription.State?.SubscriptionId)
                told.Add(subscription.State.Gone(now));
        }

        subscription.Settle(told, now);
        await seats.RequestIfDifferentAsync(subscription, ct);
        return subscription;
    }

    /// <returns>Null when the provider knows no such invoice.</returns>
    public async Task<Invoice?> RefreshInvoiceAsync(Guid organizationId, string invoiceId, CancellationToken ct)
    {
        var invoice = await invoices.FindAsync(invoiceId, ct);
        if (await gateway.FindInvoiceAsync(invoiceId, ct) is not { } told)
            return invoice;
        if (invoice is null)
            invoices.Add(invoice = Invoice.Of(organizationId, told));
        else
            invoice.Settle(told);
        return invoice;
    }

    /// <summary>Forgets the open checkout once it is open no more.</summary>
    public async Task RefreshCheckoutAsync(Subscription subscription, string sessionId, CancellationToken ct)
    {
        if (await checkouts.FindAsync(ct) is { } session && session.SessionId == sessionId
            && await gateway.FindCheckoutAsync(sessionId, ct) is not { IsOpen: true })
        {
            checkouts.Remove(session);
            subscription.NoteClosedCheckout();
        }
    }
}
