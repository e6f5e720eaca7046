using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Events;

internal static class EventsApi
{
    public static void Map(Routes routes)
    {
        routes.List("v1/events", List, "type types delivery_success");
        routes.Get("v1/events/{id}", call => call.World.Events.Get(call.Id).Render(call.World));
    }

    private static System.Text.Json.Nodes.JsonObject List(Call call)
    {
        var types = call.Parameters.Texts("types").ToHashSet();
        if (call.Parameters.Text("type") is { } only)
            types.Add(only);
        var delivered = call.Parameters.Flag("delivery_success");
        return call.Page(call.World.Events, found =>
            (types.Count == 0 || types.Any(type => Matches(found.Type, type)))
            && (delivered is null || found is { PendingDeliveries: 0, LostDeliveries: 0 } == delivered));
    }

    // "invoice.*" stands for all events of invoices.
    private static bool Matches(string type, string wanted) =>
        wanted.EndsWith('*') ? type.StartsWith(wanted[..^1], StringComparison.Ordinal) : type == wanted;
}
