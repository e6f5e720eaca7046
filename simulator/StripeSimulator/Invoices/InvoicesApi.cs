using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;

namespace MySaas.StripeSimulator.Invoices;

internal static class InvoicesApi
{
    public static void Map(Routes routes)
    {
        routes.List("v1/invoices", List, "customer subscription status");
        routes.Get("v1/invoices/{id}", call => call.World.Invoices.Get(call.Id).Render(call.World));
        routes.Post("v1/invoices/{id}", Update, "metadata auto_advance");
        routes.List("v1/invoices/{id}/lines", ListLines);
        routes.Post("v1/invoices/{id}/finalize", Finalize, "auto_advance");
        routes.Post("v1/invoices/{id}/pay", Pay, "payment_method paid_out_of_band off_session");
        routes.Post("v1/invoices/{id}/void", Void);
        routes.Post("v1/invoices/{id}/mark_uncollectible", MarkUncollectible);
        routes.Post("v1/invoices/create_preview", Preview, "customer subscription subscription_details preview_mode");
        routes.List("v1/invoiceitems", ListItems, "customer invoice pending");
        routes.List("v1/invoice_payments", ListPayments, "invoice status payment");
        routes.Get("v1/invoice_payments/{id}", call => call.World.InvoicePayments.Get(call.Id).Render(call.World));
    }

    private static JsonObject List(Call call)
    {
        var parameters = call.Parameters;
        var (customer, subscription) = (parameters.Text("customer"), parameters.Text("subscription"));
        var status = parameters.Word("status", "draft", "open", "paid", "uncollectible", "void");
        return call.Page(call.World.Invoices, invoice =>
            (customer is null || invoice.CustomerId == customer)
            && (subscription is null || invoice.SubscriptionId == subscription)
            && (status is null || invoice.Status == status));
    }

    private static JsonObject Update(Call call)
    {
        var (world, invoice) = (call.World, call.World.Invoices.Get(call.Id));
        world.Change(invoice, () =>
        {
            call.Parameters.MergeMetadataInto(invoice.Metadata);
            invoice.AutoAdvance = call.Parameters.Flag("auto_advance") ?? invoice.AutoAdvance;
        });
        return invoice.Render(world);
    }

    private static JsonObject ListLines(Call call)
    {
        var invoice = call.World.Invoices.Get(call.Id);
        var after = call.Parameters.Text("starting_after");
        var limit = (int)(call.Parameters.Integer("limit") ?? 10);
        var rest = (after is null ? invoice.Lines : invoice.Lines.SkipWhile(line => line.Id != after).Skip(1)).ToList();
        return Json.List(call.Path, rest.Take(limit).Select(line => line.Render(call.World, invoice.Id, invoice.Currency)), rest.Count > limit);
    }

    private static JsonObject Finalize(Call call)
    {
        var invoice = InStatus(call, "draft");
        call.World.Invoicing.Finalize(invoice);
        return invoice.Render(call.World);
    }

    private static JsonObject Pay(Call call)
    {
        var (world, invoice) = (call.World, call.World.Invoices.Get(call.Id));
        if (invoice.Status is "paid")
            throw ApiException.Refused("Invoice is already paid", "invoice_already_paid");
        world.Collection.CheckIdle(invoice);
        if (invoice.Status is "draft")
            world.Invoicing.Finalize(invoice);
        if (invoice.Status is not ("open" or "uncollectible" or "paid"))
            throw ApiException.Refused($"This invoice can no longer be paid: it is {invoice.Status}.", "invoice_not_editable");
        if (invoice.Status is "paid")
            return invoice.Render(world);
        if (call.Parameters.Flag("paid_out_of_band") is true)
        {
            world.Collection.CancelPayment(invoice);
            world.Invoicing.MarkPaid(invoice, outOfBand: true);
            return invoice.Render(world);
        }

        var chosen = call.Parameters.Text("payment_method") is { } asked ? PaymentMethods.Resolve(world, asked) : null;
        var method = chosen ?? PaymentMethods.DefaultOf(
            world, world.Customers[invoice.CustomerId], world.Subscriptions.Find(invoice.SubscriptionId)?.DefaultPaymentMethodId);
        if (method is null)
            throw Payable.NoMethod();
        return world.Collection.Collect(invoice, method) is PaymentOutcome.Succeeds or PaymentOutcome.Pends
            ? invoice.Render(world)
            : throw Payable.Declined(method);
    }

    private static JsonObject Void(Call call)
    {
        var invoice = InStatus(call, "open", "uncollectible");
        call.World.Collection.CheckIdle(invoice);
        call.World.Invoicing.Void(invoice);
        return invoice.Render(call.World);
    }

    private static JsonObject MarkUncollectible(Call call)
    {
        var invoice = InStatus(call, "open", "draft");
        call.World.Invoicing.MarkUncollectible(invoice, "user_forgiven");
        return invoice.Render(call.World);
    }

    private static JsonObject Preview(Call call)
    {
        var (world, subscription) = (call.World, call.World.Subscriptions.Required(call.Parameters, "subscription"));
        var details = call.Parameters.Child("subscription_details");
        var lines = SubscriptionUpdates.ChangeOf(world, subscription, details) is { } change
            ? [.. world.Lifecycle.Pending(subscription), .. change.ToInvoice()]
            : (IReadOnlyList<InvoiceLine>)[.. world.Lifecycle.Pending(subscription), .. Lines.OfPeriod(world, subscription)];
        var preview = world.Invoicing.Compose(subscription, "upcoming", lines);
        preview.Id = $"upcoming_{world.Ids.Next("in")}";
        return preview.Render(world);
    }

    private static JsonObject ListItems(Call call)
    {
        var parameters = call.Parameters;
        var (customer, invoice, pending) = (parameters.Text("customer"), parameters.Text("invoice"), parameters.Flag("pending"));
        return call.Page(call.World.InvoiceItems, item =>
            (customer is null || item.CustomerId == customer)
            && (invoice is null || item.InvoiceId == invoice)
            && (pending is null || item.InvoiceId is null == pending));
    }

    private static JsonObject ListPayments(Call call)
    {
        var (invoice, status) = (call.Parameters.Text("invoice"), call.Parameters.Text("status"));
        var intent = call.Parameters.Child("payment").Text("payment_intent");
        return call.Page(call.World.InvoicePayments, payment =>
            (invoice is null || payment.InvoiceId == invoice)
            && (status is null || payment.Status == status)
            && (intent is null || payment.PaymentIntentId == intent));
    }

    private static Invoice InStatus(Call call, params ReadOnlySpan<string> statuses)
    {
        var invoice = call.World.Invoices.Get(call.Id);
        return statuses.Contains(invoice.Status) ? invoice : throw ApiException.Refused(
            $"You can only do this to an invoice with status {string.Join(" or ", statuses.ToArray())}; this one is {invoice.Status}.",
            "invoice_not_editable");
    }
}
