using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Events;

/// <summary>Something that happened, with the object as it was right then.</summary>
public sealed class StripeEvent : Entity
{
    private byte[]? _payload;

    public required string Type { get; init; }

    /// <summary>The object as it was, in JSON, and what it was before.</summary>
    public required JsonObject Data { get; init; }

    public string? RequestId { get; init; }

    public string? IdempotencyKey { get; init; }

    public bool Livemode { get; init; }

    internal int PendingDeliveries { get; set; }

    internal int LostDeliveries { get; set; }

    internal override string Kind => "event";

    /// <summary>The bytes that are signed and delivered.</summary>
    internal byte[] Payload(StripeWorld world) => _payload ??= Render(world).ToIndentedBytes();

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "event",
        ["api_version"] = StripeApi.Version,
        ["created"] = Created.Unix(),
        ["data"] = Data.DeepClone(),
        ["livemode"] = Livemode,
        ["pending_webhooks"] = PendingDeliveries,
        ["request"] = new JsonObject { ["id"] = RequestId, ["idempotency_key"] = IdempotencyKey },
        ["type"] = Type,
    };
}
