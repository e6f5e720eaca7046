using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Invoices;

namespace MySaas.StripeSimulator.Payments;

internal sealed partial class Collection
{
    private PaymentIntent IntentOf(Invoice invoice)
    {
        if (world.PaymentIntents.Find(invoice.PaymentIntentId) is { } known)
            return known;
        var intent = world.Add(world.PaymentIntents, "pi", new PaymentIntent
        {
            CustomerId = invoice.CustomerId,
            Amount = invoice.AmountRemaining,
            Currency = invoice.Currency,
            InvoiceId = invoice.Id,
        });
        var payment = world.Add(world.InvoicePayments, "inpay", new InvoicePayment
        {
            InvoiceId = invoice.Id,
            PaymentIntentId = intent.Id,
            AmountRequested = intent.Amount,
            Currency = intent.Currency,
        }, announce: false);
        (invoice.PaymentIntentId, invoice.InvoicePaymentId) = (intent.Id, payment.Id);
        return intent;
    }

    private Charge Charge(PaymentIntent intent, PaymentMethod method, string status, string? declineCode = null) =>
        world.Add(world.Charges, "ch", new Charge
        {
            CustomerId = intent.CustomerId,
            PaymentIntentId = intent.Id,
            PaymentMethodId = method.Id,
            Amount = intent.Amount,
            Currency = intent.Currency,
            Status = status,
            DeclineCode = declineCode,
        }, announce: false);
}
