using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Portal;

public sealed class PortalSession : Entity
{
    public required string CustomerId { get; init; }

    public string? ReturnUrl { get; init; }

    public string? Locale { get; init; }

    internal override string Kind => "billing_portal.session";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "billing_portal.session",
        ["configuration"] = "bpc_simulated",
        ["created"] = Created.Unix(),
        ["customer"] = CustomerId,
        ["flow"] = null,
        ["livemode"] = world.Livemode,
        ["locale"] = Locale,
        ["on_behalf_of"] = null,
        ["return_url"] = ReturnUrl,
        ["url"] = $"{world.BaseUrl}/pages/portal/{Id}",
    };
}

internal static class PortalApi
{
    public static void Map(Routes routes) =>
        routes.Post("v1/billing_portal/sessions", Create, "customer return_url locale configuration flow_data");

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        return world.Add(world.PortalSessions, "bps", new PortalSession
        {
            CustomerId = world.Customers.Required(parameters, "customer").Id,
            ReturnUrl = parameters.Text("return_url"),
            Locale = parameters.Text("locale"),
        }).Render(world);
    }
}
