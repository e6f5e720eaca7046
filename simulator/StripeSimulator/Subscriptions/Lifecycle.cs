using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>What happens to a subscription: by the clock, and by what becomes of its invoices.</summary>
internal sealed partial class Lifecycle(StripeWorld world)
{
    /// <summary>Everything that is due at the clock's time.</summary>
    public void RunDue(Subscription subscription)
    {
        var now = world.Clock.Now;
        if (subscription.IncompleteUntil <= now)
            ExpireIncomplete(subscription);
        if (subscription.TrialWarningAt <= now)
        {
            subscription.TrialWarningSentFor = subscription.TrialEnd;
            world.Emit("customer.subscription.trial_will_end", subscription);
        }

        if (subscription.UpcomingAt(world) <= now)
            AnnounceRenewal(subscription);
        if (subscription.PauseCollection?.ResumesAt <= now)
            world.Change(subscription, () => subscription.PauseCollection = null);
        if (subscription.PendingUpdate?.ExpiresAt <= now)
            DropPendingUpdate(subscription);
        if (subscription.CancelAt <= now && !subscription.HasEnded)
            Cancel(subscription, subscription.CancellationReason ?? "cancellation_requested");
        if (subscription.IsRunning && subscription.CurrentPeriodEnd <= now)
            EndPeriod(subscription);
    }

    /// <summary>Ends it now. What was invoiced stays owed, but nobody asks for it any more.</summary>
    public void Cancel(Subscription subscription, string reason)
    {
        var now = world.Clock.Now;
        var neverStarted = subscription.Status is "incomplete";
        world.ChangeQuietly(subscription, () =>
        {
            subscription.Status = neverStarted ? "incomplete_expired" : "canceled";
            subscription.CanceledAt ??= now;
            subscription.EndedAt = now;
            subscription.CancellationReason ??= reason;
            (subscription.PauseCollection, subscription.PendingUpdate) = (null, null);
        });
        world.Emit("customer.subscription.deleted", subscription);
        foreach (var invoice in InvoicesOf(subscription))
        {
            if (neverStarted && invoice.Status is "open")
                world.Invoicing.Void(invoice);
            else if (invoice.Status is "open" or "draft")
                world.Change(invoice, () => (invoice.AutoAdvance, invoice.NextPaymentAttempt) = (false, null));
        }
    }

    private void ExpireIncomplete(Subscription subscription)
    {
        world.Change(subscription, () => (subscription.Status, subscription.EndedAt) = ("incomplete_expired", world.Clock.Now));
        foreach (var invoice in InvoicesOf(subscription).Where(invoice => invoice.Status is "open"))
            world.Invoicing.Void(invoice);
    }

    private void AnnounceRenewal(Subscription subscription)
    {
        subscription.UpcomingSentFor = subscription.CurrentPeriodEnd;
        var lines = Lines.OfPeriod(world, subscription).ToList();
        var json = world.Invoicing.Compose(subscription, "upcoming", lines).Render(world);
        json.Remove("id");
        json["created"] = subscription.CurrentPeriodEnd.ToUnixTimeSeconds();
        world.Emit("invoice.upcoming", json);
    }

    private void EndPeriod(Subscription subscription)
    {
        var endsTrial = subscription.Status is "trialing";
        var hasMethod = PaymentMethods.DefaultOf(
            world, world.Customers[subscription.CustomerId], subscription.DefaultPaymentMethodId) is not null;
        if (endsTrial && !hasMethod && subscription.MissingPaymentMethod is "cancel")
            Cancel(subscription, "cancellation_requested");
        else if (endsTrial && !hasMethod && subscription.MissingPaymentMethod is "pause")
            Pause(subscription);
        else
            Renew(subscription, endsTrial);
    }

    private void Renew(Subscription subscription, bool endsTrial)
    {
        var start = subscription.CurrentPeriodEnd;
        if (endsTrial)
            subscription.BillingCycleAnchor = start;
        world.Change(subscription, () =>
        {
            BeginPeriod(subscription, start);
            subscription.Status = endsTrial ? "active" : subscription.Status;
            var invoice = world.Invoicing.Draft(
                subscription, "subscription_cycle", [.. Pending(subscription), .. Lines.OfPeriod(world, subscription)]);
            subscription.LatestInvoiceId = invoice.Id;
            var isCollected = subscription.Status is not "unpaid" && subscription.PauseCollection?.Behavior is not "keep_as_draft";
            world.ChangeQuietly(invoice, () =>
                (invoice.AutoAdvance, invoice.FinalizesAt) = (isCollected, isCollected ? world.Clock.Now + world.Options.DraftPeriod : null));
        });
        SpendOnceDiscount(subscription);
    }

    private List<Invoice> InvoicesOf(Subscription subscription) =>
        [.. world.Invoices.Where(invoice => invoice.SubscriptionId == subscription.Id)];
}
