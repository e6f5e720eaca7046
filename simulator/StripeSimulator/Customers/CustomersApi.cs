using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Customers;

internal static class CustomersApi
{
    private const string Fields =
        "email name description phone metadata address tax_exempt preferred_locales invoice_settings payment_method balance";

    public static void Map(Routes routes)
    {
        routes.Post("v1/customers", Create, Fields);
        routes.List("v1/customers", List, "email");
        routes.Get("v1/customers/{id}", call => call.World.Customers.Get(call.Id).Render(call.World));
        routes.Post("v1/customers/{id}", Update, Fields);
        routes.Delete("v1/customers/{id}", Delete);
        routes.List("v1/customers/{id}/balance_transactions", ListBalance);
        routes.Post("v1/customers/{id}/balance_transactions", AddBalance, "amount currency description metadata");
    }

    private static JsonObject Create(Call call)
    {
        var world = call.World;
        var customer = new Customer { InvoicePrefix = world.Ids.Next("INV", 8)[4..].ToUpperInvariant() };
        var method = call.Parameters.Text("payment_method");
        Fill(customer, call);
        world.Add(world.Customers, "cus", customer);
        if (method is not null)
            PaymentMethods.Attach(world, PaymentMethods.Resolve(world, method), customer);
        return customer.Render(world);
    }

    private static JsonObject Update(Call call)
    {
        var customer = Existing(call);
        call.World.Change(customer, () => Fill(customer, call));
        return customer.Render(call.World);
    }

    private static void Fill(Customer customer, Call call)
    {
        var parameters = call.Parameters;
        customer.Email = Kept(customer.Email, "email");
        customer.Name = Kept(customer.Name, "name");
        customer.Description = Kept(customer.Description, "description");
        customer.Phone = Kept(customer.Phone, "phone");
        customer.Balance = parameters.Integer("balance") ?? customer.Balance;
        customer.TaxExempt = parameters.Word("tax_exempt", "none", "exempt", "reverse") ?? customer.TaxExempt;
        if (parameters.Has("preferred_locales"))
            customer.PreferredLocales = [.. parameters.Texts("preferred_locales")];
        parameters.MergeMetadataInto(customer.Address, "address");
        parameters.MergeMetadataInto(customer.Metadata);
        if (parameters.Child("invoice_settings").Text("default_payment_method") is { } method)
        {
            var chosen = call.World.PaymentMethods.Required(parameters.Child("invoice_settings"), "default_payment_method");
            customer.DefaultPaymentMethodId = chosen.CustomerId == customer.Id ? method : throw ApiException.Refused(
                "The customer does not have a payment method with this ID. The payment method must be attached to the customer.",
                "resource_missing", "invoice_settings[default_payment_method]");
        }

        string? Kept(string? value, string name) => parameters.Has(name) ? parameters.Text(name) : value;
    }

    private static JsonObject Delete(Call call)
    {
        var (world, customer) = (call.World, Existing(call));
        foreach (var subscription in world.Subscriptions.Where(found => found.CustomerId == customer.Id && !found.HasEnded).ToList())
            world.Lifecycle.Cancel(subscription, "cancellation_requested");
        world.Emit("customer.deleted", customer);
        customer.Deleted = true;
        return customer.Render(world);
    }

    private static JsonObject List(Call call)
    {
        var email = call.Parameters.Text("email");
        return call.Page(call.World.Customers, customer => !customer.Deleted && (email is null || customer.Email == email));
    }

    private static JsonObject ListBalance(Call call) =>
        call.Page(call.World.BalanceTransactions, transaction => transaction.CustomerId == call.Id);

    private static JsonObject AddBalance(Call call)
    {
        var amount = call.Parameters.Integer("amount") ?? throw ApiException.MissingParameter("amount");
        return BalanceTransaction.Post(call.World, Existing(call), amount, "adjustment", call.Parameters.Text("description")).Render(call.World);
    }

    private static Customer Existing(Call call)
    {
        var customer = call.World.Customers.Get(call.Id);
        return customer.Deleted ? throw ApiException.NotFound("customer", call.Id) : customer;
    }
}
