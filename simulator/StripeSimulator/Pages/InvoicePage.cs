using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Pages;

/// <summary>The hosted page of an invoice, where an open one can be paid, and its file.</summary>
internal static class InvoicePage
{
    public static Page Show(Call call) => Render(call, null);

    public static Page Pay(Call call)
    {
        var (world, invoice) = (call.World, call.World.Invoices.Get(call.Id));
        if (invoice.Status is not ("open" or "uncollectible"))
            return Render(call, null);
        if (CardChoice.NumberOf(call) is not { } number)
            return Render(call, "No test card has this number.");
        if (world.PaymentIntents.Find(invoice.PaymentIntentId) is { Status: "processing" })
            return Render(call, "A payment of this invoice is under way already.");
        return world.Control.PayInvoice(invoice.Id, number) is PaymentOutcome.Succeeds or PaymentOutcome.Pends
            ? Page.Redirect($"{world.BaseUrl}/pages/invoices/{invoice.Id}")
            : Render(call, "Your card was declined. Try another one.");
    }

    public static Page Pdf(Call call)
    {
        var (world, invoice) = (call.World, call.World.Invoices.Get(call.Id));
        var customer = world.Customers[invoice.CustomerId];
        return Page.File("application/pdf", PdfText.Write(
        [
            $"Invoice {invoice.Number}",
            "Simulator, no real money",
            "",
            $"For: {customer.Name} {customer.Email}",
            $"Date: {Words.Day(invoice.FinalizedAt ?? invoice.Created)}",
            $"Status: {invoice.Status}",
            "",
            .. invoice.Lines.Select(line => $"{line.Description}    {Words.Money(line.Amount, invoice.Currency)}"),
            "",
            $"Total: {Words.Money(invoice.Total, invoice.Currency)}",
            $"Amount due: {Words.Money(invoice.AmountDue, invoice.Currency)}",
            $"Paid: {Words.Money(invoice.AmountPaid, invoice.Currency)}",
        ]));
    }

    private static Page Render(Call call, string? refusal)
    {
        var (world, invoice) = (call.World, call.World.Invoices.Get(call.Id));
        var customer = world.Customers[invoice.CustomerId];
        var mood = invoice.Status is "paid" ? "good" : invoice.Status is "open" ? "bad" : "quiet";
        return Page.Html(world.BaseUrl, $"Invoice {invoice.Number}", Markup.Of($"""
            {Markup.Alert(refusal)}
            <p>For {customer.Name} <span class="quiet">{customer.Email}</span>, {Words.Day(invoice.FinalizedAt ?? invoice.Created)}:
            <b class="{mood}">{invoice.Status}</b></p>
            <section>
            <table>
            {Markup.Of(invoice.Lines, line => Row(line.Description, line.Amount, invoice.Currency))}
            {(invoice.Discount == 0 ? Markup.None : Row("Discount", -invoice.Discount, invoice.Currency))}
            {(invoice.Tax == 0 ? Markup.None : Row("Tax", invoice.Tax, invoice.Currency))}
            {(invoice.AmountDue == invoice.Total ? Markup.None : Row("Your balance", invoice.AmountDue - invoice.Total, invoice.Currency))}
            <tr class="total"><td>Amount due</td><td class="sum">{Words.Money(invoice.AmountDue, invoice.Currency)}</td></tr>
            </table>
            </section>
            <p><a href="{world.BaseUrl}/pages/invoices/{invoice.Id}/pdf">Download as PDF</a></p>
            {(invoice.Status is "open" ? PayForm(world.BaseUrl, invoice) : Markup.None)}
            """), refusal is null ? 200 : 402);
    }

    private static Markup Row(string name, long amount, string currency) =>
        Markup.Of($"<tr><td>{name}</td><td class=\"sum\">{Words.Money(amount, currency)}</td></tr>\n");

    private static Markup PayForm(string baseUrl, Invoice invoice) => Markup.Of($"""
        <section>
        <form method="post" action="{baseUrl}/pages/invoices/{invoice.Id}/pay">
        {CardChoice.Fields()}
        <p><button class="go">Pay {Words.Money(invoice.AmountRemaining, invoice.Currency)}</button></p>
        </form>
        </section>
        """);
}
