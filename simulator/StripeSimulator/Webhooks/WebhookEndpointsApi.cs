using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Webhooks;

internal static class WebhookEndpointsApi
{
    public static void Map(Routes routes)
    {
        routes.Post("v1/webhook_endpoints", Create, "url enabled_events description metadata api_version");
        routes.List("v1/webhook_endpoints", call => call.Page(call.World.WebhookEndpoints, _ => true));
        routes.Get("v1/webhook_endpoints/{id}", call => call.World.WebhookEndpoints.Get(call.Id).Render(call.World));
        routes.Delete("v1/webhook_endpoints/{id}", Delete);
    }

    public static Uri UrlOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url
        : throw ApiException.Invalid("Invalid URL.", "url", "url_invalid");

    private static JsonObject Create(Call call)
    {
        var endpoint = call.World.Control.AddWebhookEndpoint(UrlOf(call.Parameters.Required("url")), types: [.. call.Parameters.Texts("enabled_events")]);
        return endpoint.Render(call.World);
    }

    private static JsonObject Delete(Call call)
    {
        var endpoint = call.World.WebhookEndpoints.Get(call.Id);
        call.World.Remove(call.World.WebhookEndpoints, endpoint);
        return new JsonObject { ["id"] = endpoint.Id, ["object"] = "webhook_endpoint", ["deleted"] = true };
    }
}
