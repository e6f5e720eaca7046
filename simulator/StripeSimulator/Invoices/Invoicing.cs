using System.Globalization;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Invoices;

/// <summary>The way of an invoice: draft, open, and then paid, void or uncollectible.</summary>
internal sealed class Invoicing(StripeWorld world)
{
    public Invoice Draft(Subscription subscription, string reason, IEnumerable<InvoiceLine> lines)
    {
        var invoice = Compose(subscription, reason, [.. lines]);
        world.Add(world.Invoices, "in", invoice);
        foreach (var line in invoice.Lines)
        {
            if (world.InvoiceItems.Find(line.InvoiceItemId) is { } item)
                world.Change(item, () => item.InvoiceId = invoice.Id);
        }

        return invoice;
    }

    /// <summary>An invoice that nobody sent, with discounts and tax.</summary>
    public Invoice Compose(Subscription subscription, string reason, IReadOnlyList<InvoiceLine> lines)
    {
        foreach (var line in lines.Where(line => line.Id.Length == 0))
            line.Id = world.Ids.Next("il");
        Discount(subscription, lines);
        if (subscription.AutomaticTax)
        {
            foreach (var line in lines)
                line.Tax = (long)Math.Round((line.Amount - line.Discount) * world.Options.TaxPercent / 100, MidpointRounding.AwayFromZero);
        }

        return new Invoice
        {
            Created = world.Clock.Now,
            CustomerId = subscription.CustomerId,
            SubscriptionId = subscription.Id,
            BillingReason = reason,
            Currency = subscription.Currency,
            Lines = lines,
            PeriodStart = reason is "subscription_cycle" ? subscription.PreviousPeriodStart : world.Clock.Now,
            PeriodEnd = world.Clock.Now,
            StartingBalance = world.Customers[subscription.CustomerId].Balance,
            AutomaticTax = subscription.AutomaticTax,
        };
    }

    /// <summary>Gives it its number and uses the customer's credit. What costs nothing is paid.</summary>
    public void Finalize(Invoice invoice)
    {
        var customer = world.Customers[invoice.CustomerId];
        var number = string.Create(CultureInfo.InvariantCulture, $"{customer.InvoicePrefix}-{customer.NextInvoiceNumber++:0000}");
        world.Change(invoice, () =>
        {
            (invoice.Status, invoice.Number, invoice.FinalizedAt) = ("open", number, world.Clock.Now);
            invoice.FinalizesAt = null;
            invoice.StartingBalance = customer.Balance;
            invoice.EndingBalance = invoice.Total + customer.Balance - invoice.AmountDue;
        });
        if (invoice.EndingBalance - invoice.StartingBalance is { } moved and not 0)
            BalanceTransaction.Post(world, customer, moved, "applied_to_invoice", invoiceId: invoice.Id);
        world.Emit("invoice.finalized", invoice);
        if (invoice.AmountDue == 0)
            MarkPaid(invoice);
    }

    /// <summary>What happens to an invoice that stands on its own feet, unless the subscription's collection is paused.</summary>
    public void FinalizeAndCollect(Invoice invoice)
    {
        Finalize(invoice);
        if (invoice.Status is not "open")
            return;
        switch (world.Subscriptions.Find(invoice.SubscriptionId)?.PauseCollection?.Behavior)
        {
            case "void":
                Void(invoice);
                break;
            case "mark_uncollectible":
                MarkUncollectible(invoice, "subscription_paused");
                break;
            default:
                world.Collection.Collect(invoice, automatic: true);
                break;
        }
    }

    public void MarkPaid(Invoice invoice, bool outOfBand = false)
    {
        world.Change(invoice, () =>
        {
            (invoice.Status, invoice.PaidAt, invoice.PaidOutOfBand) = ("paid", world.Clock.Now, outOfBand);
            (invoice.AmountPaid, invoice.Attempted) = (invoice.AmountDue, true);
            (invoice.AutoAdvance, invoice.NextPaymentAttempt) = (false, null);
        });
        world.Emit("invoice.paid", invoice);
        world.Emit("invoice.payment_succeeded", invoice);
        world.Lifecycle.InvoicePaid(invoice);
    }

    public void Void(Invoice invoice)
    {
        world.Change(invoice, () => Close(invoice, "void", () => invoice.VoidedAt = world.Clock.Now));
        world.Emit("invoice.voided", invoice);
        world.Lifecycle.InvoiceClosed(invoice);
    }

    public void MarkUncollectible(Invoice invoice, string reason)
    {
        world.Change(invoice, () => Close(
            invoice, "uncollectible", () => (invoice.UncollectibleAt, invoice.UncollectibleReason) = (world.Clock.Now, reason)));
        world.Emit("invoice.marked_uncollectible", invoice);
        world.Lifecycle.InvoiceClosed(invoice);
    }

    private void Close(Invoice invoice, string status, Action date)
    {
        (invoice.Status, invoice.AutoAdvance, invoice.NextPaymentAttempt) = (status, false, null);
        date();
        if (status is "void")
            world.Collection.CancelPayment(invoice);
    }

    // Prorations are net of discounts already.
    private void Discount(Subscription subscription, IReadOnlyList<InvoiceLine> lines)
    {
        if (world.Discounts.Find(subscription.DiscountId) is not { } discount || discount.End <= world.Clock.Now)
            return;
        var coupon = world.Coupons[discount.CouponId];
        var left = coupon.AmountOff ?? long.MaxValue;
        foreach (var line in lines.Where(line => line is { IsProration: false, Amount: > 0 }))
        {
            line.Discount = Math.Min(left, coupon.Off(line.Amount));
            line.DiscountId = discount.Id;
            left -= line.Discount;
        }
    }
}
