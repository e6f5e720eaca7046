using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>Other items, from now on: what is given back, what is added, when it is paid, and what if it is not.</summary>
internal sealed record SubscriptionChange(StripeWorld World, Subscription Subscription, IReadOnlyList<SubscriptionItem> Items)
{
    private static readonly TimeSpan PendingFor = TimeSpan.FromHours(23);

    /// <summary><c>create_prorations</c>, <c>always_invoice</c> or <c>none</c>.</summary>
    public string ProrationBehavior { get; init; } = "create_prorations";

    /// <summary><c>allow_incomplete</c>, <c>default_incomplete</c>, <c>error_if_incomplete</c> or <c>pending_if_incomplete</c>.</summary>
    public string PaymentBehavior { get; init; } = "allow_incomplete";

    public DateTimeOffset? ProrationDate { get; init; }

    /// <summary>The billing cycle starts again now.</summary>
    public bool ResetsCycle { get; init; }

    public bool EndsTrial { get; init; }

    /// <summary>Merged into the subscription's when a pending change is applied.</summary>
    public IReadOnlyDictionary<string, string> PendingMetadata { get; init; } = new Dictionary<string, string>();

    private Price Pace => World.Prices[Items[0].PriceId];

    // Another interval cannot go on with the old period.
    private bool BeginsPeriod => ResetsCycle || EndsTrial || !Pace.RunsLike(Subscription.Pace(World));

    private bool IsFree => Subscription.Status is "incomplete" or "paused" or "unpaid" || (Subscription.Status is "trialing" && !EndsTrial);

    private bool IsNothing => Items.Count == Subscription.Items.Count && Items.All(item => Subscription.Items.Any(item.CostsLike));

    public void Apply()
    {
        if (IsFree || (IsNothing && !BeginsPeriod))
        {
            Put(beginsPeriod: false);
            return;
        }

        World.Lifecycle.DropPendingUpdate(Subscription);
        var lines = ToInvoice();
        if (!BeginsPeriod && ProrationBehavior is not "always_invoice")
        {
            World.Lifecycle.PutPending(Subscription, lines);
            Put(beginsPeriod: false);
            return;
        }

        lines = [.. World.Lifecycle.Pending(Subscription), .. lines];
        var customer = World.Customers[Subscription.CustomerId];
        var costs = lines.Sum(line => line.Amount) + customer.Balance > 0;
        if (costs && PaymentBehavior is "error_if_incomplete")
            Payable.Require(World, customer, Subscription.DefaultPaymentMethodId);
        if (costs && PaymentBehavior is "pending_if_incomplete" && !Payable.Is(World, customer, Subscription.DefaultPaymentMethodId))
            Postpone(lines);
        else
            Put(BeginsPeriod, lines);
    }

    /// <summary>What this change costs and gives back, and a whole new period if one begins.</summary>
    public IReadOnlyList<InvoiceLine> ToInvoice()
    {
        var now = World.Clock.Now;
        var charged = BeginsPeriod ? [] : Items;
        var prorations = ProrationBehavior is "none" || Subscription.Status is "trialing"
            ? [] : Lines.OfChange(World, Subscription, charged, ProrationDate ?? now);
        var period = BeginsPeriod ? Lines.OfPeriod(World, Subscription, Items, now, Pace.After(now, 1)) : [];
        return [.. prorations, .. period];
    }

    private void Put(bool beginsPeriod, IReadOnlyList<InvoiceLine>? lines = null)
    {
        World.Lifecycle.Put(Subscription, Items, beginsPeriod);
        if (lines is null)
            return;
        var invoice = World.Lifecycle.InvoiceNow(Subscription, "subscription_update", lines);
        if (invoice.Status is "open" && PaymentBehavior is "default_incomplete")
            World.Collection.Prepare(invoice);
        else if (invoice.Status is "open")
            World.Collection.Collect(invoice, automatic: true);
    }

    private void Postpone(IReadOnlyList<InvoiceLine> lines)
    {
        var invoice = World.Lifecycle.InvoiceNow(Subscription, "subscription_update", lines);
        var patience = World.Clock.Now + PendingFor;
        var until = patience < Subscription.CurrentPeriodEnd ? patience : Subscription.CurrentPeriodEnd;
        World.Change(Subscription, () =>
            Subscription.PendingUpdate = new PendingUpdate(invoice.Id, until, Items, PendingMetadata, BeginsPeriod));
        World.ChangeQuietly(invoice, () => invoice.AutoAdvance = false);
        World.Collection.Collect(invoice);
    }
}
