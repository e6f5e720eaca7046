using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Webhooks;

namespace MySaas.StripeSimulator.Control;

/// <summary>Where webhooks go, and what goes wrong with them, over HTTP.</summary>
internal static class WebhookControls
{
    public static void Map(Routes routes)
    {
        routes.Post("_control/webhooks/endpoints", AddEndpoint, "url secrets types");
        routes.Get("_control/webhooks/deliveries", List, "status");
        routes.Post("_control/webhooks/faults", SetFaults, "hold duplicates shuffle delay_ms drop corrupt");
        routes.Delete("_control/webhooks/faults", ClearFaults);
        routes.Post("_control/webhooks/hold", call => With(call, call.World.Webhooks.Faults with { Hold = true }));
        routes.Post("_control/webhooks/release", call => With(call, call.World.Webhooks.Faults with { Hold = false }));
        routes.Post("_control/webhooks/redeliver", Redeliver, "event");
        routes.Post("_control/webhooks/redeliver-lost", RedeliverLost);
    }

    private static JsonObject AddEndpoint(Call call)
    {
        var url = call.Parameters.Text("url") is { } text ? WebhookEndpointsApi.UrlOf(text) : null;
        var secrets = call.Parameters.Texts("secrets").ToList();
        return call.World.Control.AddWebhookEndpoint(url, secrets, [.. call.Parameters.Texts("types")]).Render(call.World);
    }

    private static JsonObject SetFaults(Call call)
    {
        var parameters = call.Parameters;
        return With(call, new WebhookFaults
        {
            Hold = parameters.Flag("hold") ?? false,
            Duplicates = (int)(parameters.Integer("duplicates") ?? 0),
            Shuffle = parameters.Flag("shuffle") ?? false,
            Delay = TimeSpan.FromMilliseconds(parameters.Integer("delay_ms") ?? 0),
            Drop = [.. parameters.Texts("drop")],
            Corrupt = parameters.Flag("corrupt") ?? false,
        });
    }

    private static JsonObject ClearFaults(Call call) => With(call, WebhookFaults.None);

    private static JsonObject With(Call call, WebhookFaults faults)
    {
        call.World.Webhooks.Faults = faults;
        call.World.Webhooks.Nudge();
        return new JsonObject
        {
            ["hold"] = faults.Hold,
            ["duplicates"] = faults.Duplicates,
            ["shuffle"] = faults.Shuffle,
            ["delay_ms"] = faults.Delay.TotalMilliseconds,
            ["drop"] = faults.Drop.ToJson(),
            ["corrupt"] = faults.Corrupt,
        };
    }

    private static JsonObject Redeliver(Call call) =>
        Render(call.World.Webhooks.Redeliver(call.Parameters.Required("event")));

    private static JsonObject RedeliverLost(Call call) => new() { ["redelivered"] = call.World.Webhooks.RedeliverLost() };

    private static JsonObject List(Call call)
    {
        var status = call.Parameters.Word("status", "pending", "delivered", "given_up", "dropped", "undelivered");
        return Render(call.World.Webhooks.Pending.Concat(call.World.Webhooks.Done).Where(delivery => status switch
        {
            null => true,
            "undelivered" => delivery.Status is not DeliveryStatus.Delivered,
            "given_up" => delivery.Status is DeliveryStatus.GivenUp,
            _ => delivery.Status.ToString().Equals(status, StringComparison.OrdinalIgnoreCase),
        }));
    }

    private static JsonObject Render(IEnumerable<Delivery> deliveries) => new()
    {
        ["deliveries"] = deliveries.Select(delivery => (JsonNode?)new JsonObject
        {
            ["number"] = delivery.Number,
            ["event"] = delivery.Event.Id,
            ["type"] = delivery.Event.Type,
            ["url"] = delivery.Endpoint.Url?.ToString(),
            ["status"] = delivery.Status.ToString(),
            ["attempts"] = delivery.Attempts,
            ["last_status"] = delivery.LastStatus,
        }).ToJson(),
    };
}
