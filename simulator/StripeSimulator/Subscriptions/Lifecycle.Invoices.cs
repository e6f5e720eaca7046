using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>What becomes of a subscription when something becomes of its invoices.</summary>
internal sealed partial class Lifecycle
{
    public void InvoicePaid(Invoice invoice)
    {
        if (world.Subscriptions.Find(invoice.SubscriptionId) is not { HasEnded: false } subscription)
            return;
        if (subscription.PendingUpdate?.InvoiceId == invoice.Id)
            ApplyPendingUpdate(subscription);
        if (subscription.Status is "paused" && subscription.ResumeInvoiceId == invoice.Id)
            Unpause(subscription);
        else
            Recover(subscription, invoice);
    }

    /// <summary>The debit is under way, and until it fails Stripe takes it for good.</summary>
    public void InvoiceProcessing(Invoice invoice)
    {
        if (world.Subscriptions.Find(invoice.SubscriptionId) is { Status: "incomplete" } subscription)
            world.Change(subscription, () => subscription.Status = "active");
    }

    /// <summary>It was voided or written off: what it held back is free again.</summary>
    public void InvoiceClosed(Invoice invoice)
    {
        if (world.Subscriptions.Find(invoice.SubscriptionId) is not { HasEnded: false } subscription)
            return;
        if (subscription.PendingUpdate?.InvoiceId == invoice.Id)
            DropPendingUpdate(subscription);
        if (subscription.Status is "incomplete")
            ExpireIncomplete(subscription);
        else
            Recover(subscription, invoice);
    }

    public void InvoiceFailed(Invoice invoice, bool isLastTry)
    {
        if (world.Subscriptions.Find(invoice.SubscriptionId) is not { HasEnded: false } subscription
            || subscription.PendingUpdate?.InvoiceId == invoice.Id)
            return;
        if (subscription.Status is "active" or "trialing" && subscription.LatestInvoiceId == invoice.Id)
            world.Change(subscription, () => subscription.Status = "past_due");
        if (!isLastTry || subscription.Status is not "past_due")
            return;
        if (world.Options.AfterRetries is AfterRetries.Cancel)
            Cancel(subscription, "payment_failed");
        else if (world.Options.AfterRetries is AfterRetries.MarkUnpaid)
            world.Change(subscription, () => subscription.Status = "unpaid");
    }

    // The latest invoice decides, and older ones may stay open; but one that was voided pays for none of them.
    private void Recover(Subscription subscription, Invoice invoice)
    {
        if (subscription.Status is not ("incomplete" or "past_due" or "unpaid"))
            return;
        var decides = invoice.Status is "paid" && subscription.LatestInvoiceId == invoice.Id;
        if (decides || !InvoicesOf(subscription).Exists(owed => owed is { Status: "open", Attempted: true }))
            world.Change(subscription, () => subscription.Status = subscription.TrialEnd > world.Clock.Now ? "trialing" : "active");
    }
}
