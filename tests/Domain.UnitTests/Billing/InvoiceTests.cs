using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

public sealed class InvoiceTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_payment_is_told_once_however_often_it_is_heard()
    {
        var invoice = Of(Told(InvoiceStatus.Open));

        invoice.Settle(Told(InvoiceStatus.Paid));
        invoice.Settle(Told(InvoiceStatus.Paid));

        Assert.That(invoice.Events.OfType<InvoicePaid>().Select(paid => paid.InvoiceId), Is.EqualTo(new[] { "in_1" }));
    }

    [Test]
    public void An_invoice_of_zero_has_no_receipt()
    {
        var invoice = Of(Told(InvoiceStatus.Paid) with { AmountDue = 0, AmountPaid = 0 });

        Assert.That(invoice.Events, Is.Empty);
    }

    [Test]
    public void The_payer_is_asked_to_act_once_and_only_while_it_helps()
    {
        var invoice = Of(Told(InvoiceStatus.Open));
        invoice.AskForAction();
        invoice.AskForAction();

        var paid = Of(Told(InvoiceStatus.Paid));
        paid.AskForAction();

        Assert.That(invoice.Events, Has.Exactly(1).TypeOf<PaymentActionRequired>());
        Assert.That(paid.Events, Has.None.TypeOf<PaymentActionRequired>());
    }

    private static Invoice Of(InvoiceState told) => Invoice.Of(Guid.CreateVersion7(Monday), told);

    private static InvoiceState Told(InvoiceStatus status) => new(
        "in_1", "cus_1", "sub_1", "MYSAAS-0001", status, AmountDue: 1900, AmountPaid: status is InvoiceStatus.Paid ? 1900 : 0, "usd", Monday,
        "https://pay.example.com/in_1", "https://pay.example.com/in_1.pdf");
}
