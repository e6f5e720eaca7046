using System.Globalization;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Metering;

/// <summary>Counts or adds up what customers use.</summary>
public sealed class Meter : Entity
{
    public required string DisplayName { get; set; }

    public required string EventName { get; init; }

    /// <summary><c>sum</c>, <c>count</c> or <c>last</c>.</summary>
    public string Formula { get; init; } = "sum";

    public string CustomerKey { get; init; } = "stripe_customer_id";

    public string ValueKey { get; init; } = "value";

    public string Status { get; set; } = "active";

    internal override string Kind => "billing.meter";

    /// <summary>What a customer used from a moment on and before another.</summary>
    internal long Total(StripeWorld world, string customerId, DateTimeOffset from, DateTimeOffset until)
    {
        var events = world.MeterEvents.Where(found =>
            found.EventName == EventName && found.Timestamp >= from && found.Timestamp < until
            && found.Payload.GetValueOrDefault(CustomerKey) == customerId);
        return Formula switch
        {
            "count" => events.LongCount(),
            "last" => events.OrderBy(found => found.Timestamp).Select(Value).LastOrDefault(),
            _ => events.Sum(Value),
        };
    }

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "billing.meter",
        ["created"] = Created.Unix(),
        ["customer_mapping"] = new JsonObject { ["event_payload_key"] = CustomerKey, ["type"] = "by_id" },
        ["default_aggregation"] = new JsonObject { ["formula"] = Formula },
        ["display_name"] = DisplayName,
        ["event_name"] = EventName,
        ["event_time_window"] = null,
        ["livemode"] = world.Livemode,
        ["status"] = Status,
        ["status_transitions"] = new JsonObject { ["deactivated_at"] = null },
        ["updated"] = Created.Unix(),
        ["value_settings"] = new JsonObject { ["event_payload_key"] = ValueKey },
    };

    private long Value(MeterEvent used)
    {
        var text = used.Payload.GetValueOrDefault(ValueKey);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}

public sealed class MeterEvent : Entity
{
    public required string EventName { get; init; }

    public required string Identifier { get; init; }

    public required IReadOnlyDictionary<string, string> Payload { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    internal override string Kind => "billing.meter_event";

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["object"] = "billing.meter_event",
        ["created"] = Created.Unix(),
        ["event_name"] = EventName,
        ["identifier"] = Identifier,
        ["livemode"] = world.Livemode,
        ["payload"] = Payload.ToJson(),
        ["timestamp"] = Timestamp.Unix(),
    };
}
