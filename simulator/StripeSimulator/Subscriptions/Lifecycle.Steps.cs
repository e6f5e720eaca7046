using MySaas.StripeSimulator.Invoices;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>The steps that its starts, changes and ends have in common.</summary>
internal sealed partial class Lifecycle
{
    /// <summary>The period that begins at a moment of the billing cycle.</summary>
    public void BeginPeriod(Subscription subscription, DateTimeOffset start)
    {
        var price = subscription.Pace(world);
        var intervals = 1;
        while (price.After(subscription.BillingCycleAnchor, intervals) <= start)
            intervals++;
        subscription.PreviousPeriodStart = subscription.CurrentPeriodStart == default ? start : subscription.CurrentPeriodStart;
        (subscription.CurrentPeriodStart, subscription.CurrentPeriodEnd) = (start, price.After(subscription.BillingCycleAnchor, intervals));
        if (subscription.CancelAtPeriodEnd)
            subscription.CancelAt = subscription.CurrentPeriodEnd;
    }

    /// <summary>An invoice at once: finalized, and paid unless the caller wants to look at it first.</summary>
    public Invoice InvoiceNow(Subscription subscription, string reason, IEnumerable<InvoiceLine> lines)
    {
        var invoice = world.Invoicing.Draft(subscription, reason, lines);
        world.ChangeQuietly(invoice, () => invoice.AutoAdvance = reason is not "subscription_create");
        world.Change(subscription, () => subscription.LatestInvoiceId = invoice.Id);
        SpendOnceDiscount(subscription);
        world.Invoicing.Finalize(invoice);
        return invoice;
    }

    /// <summary>Prorations that wait for the next invoice.</summary>
    public IReadOnlyList<InvoiceLine> Pending(Subscription subscription) =>
    [
        .. world.InvoiceItems.Where(item => item.InvoiceId is null && item.Line.SubscriptionId == subscription.Id).Select(item => item.Line),
    ];

    public void PutPending(Subscription subscription, IEnumerable<InvoiceLine> lines)
    {
        foreach (var line in lines)
        {
            var item = world.Add(world.InvoiceItems, "ii", new InvoiceItem
            {
                CustomerId = subscription.CustomerId,
                Currency = subscription.Currency,
                Line = line,
            });
            line.InvoiceItemId = item.Id;
        }
    }

    /// <summary>Other items, and with them perhaps a period that begins now.</summary>
    public void Put(Subscription subscription, IReadOnlyList<SubscriptionItem> items, bool beginsPeriod) => world.Change(subscription, () =>
    {
        subscription.Items = [.. items];
        if (!beginsPeriod)
            return;
        var now = world.Clock.Now;
        if (subscription.Status is "trialing")
            (subscription.Status, subscription.TrialEnd) = ("active", now);
        subscription.BillingCycleAnchor = now;
        BeginPeriod(subscription, now);
    });

    /// <summary>No service and no invoices until it is resumed.</summary>
    public void Pause(Subscription subscription)
    {
        world.Change(subscription, () => (subscription.Status, subscription.PausedAt) = ("paused", world.Clock.Now));
        world.Emit("customer.subscription.paused", subscription);
    }

    /// <summary>A paused subscription begins a new period now, for which it has to be paid.</summary>
    public void Resume(Subscription subscription, bool onlyWhenPaid)
    {
        subscription.BillingCycleAnchor = world.Clock.Now;
        world.Change(subscription, () => BeginPeriod(subscription, world.Clock.Now));
        if (!onlyWhenPaid)
            Unpause(subscription);
        var invoice = InvoiceNow(subscription, "subscription_update", [.. Pending(subscription), .. Lines.OfPeriod(world, subscription)]);
        subscription.ResumeInvoiceId = onlyWhenPaid ? invoice.Id : null;
        if (invoice.Status is "open")
            world.Collection.Collect(invoice, automatic: true);
        else if (onlyWhenPaid)
            Unpause(subscription);
    }

    private void Unpause(Subscription subscription)
    {
        world.Change(subscription, () =>
        {
            (subscription.Status, subscription.PausedAt, subscription.ResumeInvoiceId) = ("active", null, null);
            if (subscription.CurrentPeriodEnd <= world.Clock.Now)
                BeginPeriod(subscription, world.Clock.Now);        // the invoice was paid late
        });
        world.Emit("customer.subscription.resumed", subscription);
    }

    private void ApplyPendingUpdate(Subscription subscription)
    {
        var update = subscription.PendingUpdate!;
        world.Change(subscription, () =>
        {
            Put(subscription, update.Items, update.BeginsPeriod);
            foreach (var (key, value) in update.Metadata)
                subscription.Metadata[key] = value;
            subscription.PendingUpdate = null;
        });
        world.Emit("customer.subscription.pending_update_applied", subscription);
    }

    /// <summary>A change that was never paid, or that another one follows. Its invoice is void.</summary>
    public void DropPendingUpdate(Subscription subscription)
    {
        if (subscription.PendingUpdate is not { } update)
            return;
        var invoice = world.Invoices[update.InvoiceId];
        world.Change(subscription, () => subscription.PendingUpdate = null);
        world.Emit("customer.subscription.pending_update_expired", subscription);
        if (invoice.Status is "open")
            world.Invoicing.Void(invoice);
    }

    private void SpendOnceDiscount(Subscription subscription)
    {
        if (world.Discounts.Find(subscription.DiscountId) is { } discount
            && (world.Coupons[discount.CouponId].Duration is "once" || discount.End <= world.Clock.Now))
            world.Change(subscription, () => subscription.DiscountId = null);
    }
}
