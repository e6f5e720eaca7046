using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

/// <summary>Gets the money for open invoices: first tries, retries, and what people do on the hosted page.</summary>
internal sealed partial class Collection(StripeWorld world)
{
    /// <summary>A payment intent that somebody will confirm later.</summary>
    public void Prepare(Invoice invoice) => world.ChangeQuietly(invoice, () => IntentOf(invoice));

    /// <summary>Tries to pay with the given method, or with the one that the subscription or the customer has.</summary>
    /// <param name="automatic">Stripe tries by itself, and will again if this fails.</param>
    /// <param name="authenticated">The customer sits in front of it and authenticates if asked.</param>
    /// <returns>What came of it; null when there was nothing to charge.</returns>
    public PaymentOutcome? Collect(Invoice invoice, PaymentMethod? method = null, bool automatic = false, bool authenticated = false)
    {
        var customer = world.Customers[invoice.CustomerId];
        method ??= PaymentMethods.DefaultOf(world, customer, world.Subscriptions.Find(invoice.SubscriptionId)?.DefaultPaymentMethodId);
        world.ChangeQuietly(invoice, () =>
        {
            invoice.AttemptCount += automatic || invoice.AttemptCount == 0 ? 1 : 0;
            invoice.Attempted = true;
        });
        if (method is null)
        {
            Fail(invoice, customer, automatic);
            return null;
        }

        var intent = IntentOf(invoice);
        var outcome = method.Outcome is PaymentOutcome.RequiresAction && authenticated ? PaymentOutcome.Succeeds : method.Outcome;
        switch (outcome)
        {
            case PaymentOutcome.Succeeds:
                Settle(invoice, intent, Charge(intent, method, "succeeded"));
                break;
            case PaymentOutcome.Pends:
                var pending = Charge(intent, method, "pending");
                world.ChangeQuietly(intent, () => (intent.Status, intent.LatestChargeId) = ("processing", pending.Id));
                world.Emit("payment_intent.processing", intent);
                world.ChangeQuietly(invoice, () => invoice.NextPaymentAttempt = null);
                world.Lifecycle.InvoiceProcessing(invoice);
                break;
            case PaymentOutcome.RequiresAction:
                world.ChangeQuietly(intent, () => (intent.Status, intent.PaymentMethodId) = ("requires_action", method.Id));
                world.Emit("payment_intent.requires_action", intent);
                Fail(invoice, customer, automatic);
                world.Emit("invoice.payment_action_required", invoice);
                break;
            default:
                Decline(intent, Charge(intent, method, "failed", method.DeclineCode ?? "generic_decline"));
                Fail(invoice, customer, automatic);
                break;
        }

        return outcome;
    }

    /// <summary>An automatic try of an invoice that failed before.</summary>
    public void Retry(Invoice invoice)
    {
        world.ChangeQuietly(invoice, () => (invoice.Retries, invoice.NextPaymentAttempt) = (invoice.Retries + 1, null));
        Collect(invoice, automatic: true);
    }

    /// <exception cref="ApiException">A debit is under way, and nothing else can be done before it has arrived or failed.</exception>
    public void CheckIdle(Invoice invoice)
    {
        if (world.PaymentIntents.Find(invoice.PaymentIntentId) is { Status: "processing" })
            throw ApiException.Refused("The payment of this invoice is processing.", "payment_intent_unexpected_state");
    }

    /// <summary>A debit that was under way arrives, or does not.</summary>
    public void SettlePending(Invoice invoice, bool succeeds)
    {
        if (world.PaymentIntents.Find(invoice.PaymentIntentId) is not { Status: "processing" } intent)
            throw ApiException.Refused("No payment of this invoice is under way.");
        var charge = world.Charges[intent.LatestChargeId!];
        if (succeeds)
        {
            world.ChangeQuietly(charge, () => charge.Status = "succeeded");
            Settle(invoice, intent, charge);
            return;
        }

        world.ChangeQuietly(charge, () => (charge.Status, charge.DeclineCode) = ("failed", "debit_not_authorized"));
        Decline(intent, charge);
        invoice.AutoAdvance = true;                                // the subscription runs already, so Stripe goes on trying
        Fail(invoice, world.Customers[invoice.CustomerId], automatic: true);
    }

    public void CancelPayment(Invoice invoice)
    {
        if (world.PaymentIntents.Find(invoice.PaymentIntentId) is not { Status: not "succeeded" } intent)
            return;
        world.ChangeQuietly(intent, () => (intent.Status, intent.CanceledAt) = ("canceled", world.Clock.Now));
        world.Emit("payment_intent.canceled", intent);
        var payment = world.InvoicePayments[invoice.InvoicePaymentId!];
        world.ChangeQuietly(payment, () => (payment.Status, payment.CanceledAt) = ("canceled", world.Clock.Now));
    }

    private void Settle(Invoice invoice, PaymentIntent intent, Charge charge)
    {
        world.ChangeQuietly(intent, () =>
        {
            (intent.Status, intent.DeclineCode) = ("succeeded", null);
            (intent.LatestChargeId, intent.PaymentMethodId) = (charge.Id, charge.PaymentMethodId);
        });
        world.Emit("charge.succeeded", charge);
        world.Emit("payment_intent.succeeded", intent);
        var payment = world.InvoicePayments[invoice.InvoicePaymentId!];
        world.ChangeQuietly(payment, () => (payment.Status, payment.PaidAt, payment.AmountPaid) = ("paid", world.Clock.Now, intent.Amount));
        world.Emit("invoice_payment.paid", payment);
        var customer = world.Customers[invoice.CustomerId];
        world.Change(customer, () => customer.Delinquent = false);
        world.Invoicing.MarkPaid(invoice);
    }

    private void Decline(PaymentIntent intent, Charge charge)
    {
        world.ChangeQuietly(intent, () =>
            (intent.Status, intent.LatestChargeId, intent.DeclineCode) = ("requires_payment_method", charge.Id, charge.DeclineCode));
        world.Emit("charge.failed", charge);
        world.Emit("payment_intent.payment_failed", intent);
    }

    private void Fail(Invoice invoice, Customer customer, bool automatic)
    {
        var retries = world.Options.RetryAfterDays;
        var goesOn = automatic && invoice.AutoAdvance && invoice.Retries < retries.Count;
        if (automatic)
        {
            world.Change(invoice, () =>
            {
                invoice.NextPaymentAttempt = goesOn ? world.Clock.Now.AddDays(retries[invoice.Retries]) : null;
                invoice.AutoAdvance = goesOn;
            });
        }

        world.Change(customer, () => customer.Delinquent = true);
        world.Emit("invoice.payment_failed", invoice);
        world.Lifecycle.InvoiceFailed(invoice, isLastTry: automatic && !goesOn);
    }
}
