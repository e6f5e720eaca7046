using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Metering;

internal static class MetersApi
{
    private static readonly TimeSpan UniqueFor = TimeSpan.FromHours(24);

    public static void Map(Routes routes)
    {
        routes.Post("v1/billing/meters", Create, "display_name event_name default_aggregation customer_mapping value_settings event_time_window");
        routes.List("v1/billing/meters", List, "status");
        routes.Get("v1/billing/meters/{id}", call => call.World.Meters.Get(call.Id).Render(call.World));
        routes.List("v1/billing/meters/{id}/event_summaries", Summarize, "customer start_time end_time value_grouping_window");
        routes.Post("v1/billing/meter_events", Report, "event_name payload identifier timestamp");
    }

    private static JsonObject Create(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var name = parameters.Required("event_name");
        if (world.Meters.Any(meter => meter.EventName == name && meter.Status is "active"))
            throw ApiException.Refused($"An active meter with event_name {name} already exists.", "resource_already_exists", "event_name");
        return world.Add(world.Meters, "mtr", new Meter
        {
            DisplayName = parameters.Required("display_name"),
            EventName = name,
            Formula = parameters.Child("default_aggregation").Word("formula", "sum", "count", "last") ?? "sum",
            CustomerKey = parameters.Child("customer_mapping").Text("event_payload_key") ?? "stripe_customer_id",
            ValueKey = parameters.Child("value_settings").Text("event_payload_key") ?? "value",
        }).Render(world);
    }

    private static JsonObject List(Call call)
    {
        var status = call.Parameters.Word("status", "active", "inactive");
        return call.Page(call.World.Meters, meter => status is null || meter.Status == status);
    }

    private static JsonObject Report(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var name = parameters.Required("event_name");
        var meter = world.Meters.FirstOrDefault(found => found.EventName == name && found.Status is "active")
            ?? throw ApiException.Invalid($"No active meter found for event_name '{name}'.", "event_name");
        var payload = new Dictionary<string, string>();
        parameters.MergeMetadataInto(payload, "payload");
        if (!payload.TryGetValue(meter.CustomerKey, out var customer) || world.Customers.Find(customer) is null)
            throw ApiException.Invalid($"The payload names no customer in '{meter.CustomerKey}'.", "payload");
        var identifier = parameters.Text("identifier") ?? world.Ids.Next("mtr_event");
        var recent = world.MeterEvents.Before(long.MaxValue).TakeWhile(used => used.Created > world.Clock.Now - UniqueFor);
        if (recent.Any(used => used.Identifier == identifier))
            throw ApiException.Refused($"An event already exists with identifier {identifier}.", parameter: "identifier");
        return world.Add(world.MeterEvents, "mtrevt", new MeterEvent
        {
            EventName = name,
            Identifier = identifier,
            Payload = payload,
            Timestamp = parameters.Time("timestamp") ?? world.Clock.Now,
        }, announce: false).Render(world);
    }

    private static JsonObject Summarize(Call call)
    {
        var (world, meter) = (call.World, call.World.Meters.Get(call.Id));
        var customer = world.Customers.Required(call.Parameters, "customer");
        var from = call.Parameters.Time("start_time") ?? throw ApiException.MissingParameter("start_time");
        var until = call.Parameters.Time("end_time") ?? throw ApiException.MissingParameter("end_time");
        return Json.List(call.Path,
        [
            new JsonObject
            {
                ["id"] = world.Ids.Next("mtrusg"),
                ["object"] = "billing.meter_event_summary",
                ["aggregated_value"] = meter.Total(world, customer.Id, from, until),
                ["end_time"] = until.Unix(),
                ["livemode"] = world.Livemode,
                ["meter"] = meter.Id,
                ["start_time"] = from.Unix(),
            },
        ]);
    }
}
