using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Customers;

internal static class PaymentMethodsApi
{
    public static void Map(Routes routes)
    {
        routes.Post("v1/payment_methods", Create, "type card billing_details metadata");
        routes.List("v1/payment_methods", List, "customer type");
        routes.Get("v1/payment_methods/{id}", call => call.World.PaymentMethods.Get(call.Id).Render(call.World));
        routes.Post("v1/payment_methods/{id}/attach", Attach, "customer");
        routes.Post("v1/payment_methods/{id}/detach", Detach);
        routes.List("v1/customers/{id}/payment_methods", ListOfCustomer, "type");
    }

    private static JsonObject Create(Call call)
    {
        var (world, card) = (call.World, call.Parameters.Child("card"));
        if (card.Text("token") is { } token)
            return PaymentMethods.Resolve(world, token.Replace("tok_", "pm_card_", StringComparison.Ordinal)).Render(world);
        var method = PaymentMethods.OfNumber(card.Required("number"))
            ?? throw new ApiException(402, "card_error", "Your card number is incorrect.", "incorrect_number", "number");
        call.Parameters.MergeMetadataInto(method.Metadata);
        return world.Add(world.PaymentMethods, "pm", method, announce: false).Render(world);
    }

    private static JsonObject Attach(Call call)
    {
        var customer = call.World.Customers.Required(call.Parameters, "customer");
        var method = PaymentMethods.Resolve(call.World, call.Id);
        PaymentMethods.Attach(call.World, method, customer);
        return method.Render(call.World);
    }

    private static JsonObject Detach(Call call)
    {
        var (world, method) = (call.World, call.World.PaymentMethods.Get(call.Id));
        if (method.CustomerId is not { } owner)
            throw ApiException.Refused("The payment method you provided is not attached to a customer so detachment is impossible.");
        Forget(world, method, owner);
        return method.Render(world);
    }

    private static void Forget(StripeWorld world, PaymentMethod method, string owner)
    {
        world.ChangeQuietly(method, () => method.CustomerId = null);
        world.Emit("payment_method.detached", method.Render(world), new JsonObject { ["customer"] = owner });
        if (world.Customers.Find(owner) is { } customer && customer.DefaultPaymentMethodId == method.Id)
            world.Change(customer, () => customer.DefaultPaymentMethodId = null);
        foreach (var subscription in world.Subscriptions.Where(found => found.DefaultPaymentMethodId == method.Id && !found.HasEnded).ToList())
            world.Change(subscription, () => subscription.DefaultPaymentMethodId = null);
    }

    private static JsonObject List(Call call)
    {
        var customer = call.World.Customers.Optional(call.Parameters, "customer");
        return call.Page(call.World.PaymentMethods, method =>
            method.CustomerId is not null && (customer is null || method.CustomerId == customer.Id));
    }

    private static JsonObject ListOfCustomer(Call call)
    {
        var customer = call.World.Customers.Get(call.Id);
        return call.Page(call.World.PaymentMethods, method => method.CustomerId == customer.Id);
    }
}
