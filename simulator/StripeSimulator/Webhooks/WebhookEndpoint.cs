using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Webhooks;

/// <summary>Where events go, and what they are signed with.</summary>
public sealed class WebhookEndpoint : Entity
{
    /// <summary>None for a test that takes the deliveries itself.</summary>
    public Uri? Url { get; set; }

    /// <summary>The secret in force, and those that a rotation still signs with.</summary>
    public List<string> Secrets { get; set; } = [];

    public List<string> EnabledEvents { get; set; } = ["*"];

    internal override string Kind => "webhook_endpoint";

    internal bool Wants(string type) => EnabledEvents.Contains("*") || EnabledEvents.Contains(type);

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "webhook_endpoint",
        ["api_version"] = StripeApi.Version,
        ["created"] = Created.Unix(),
        ["enabled_events"] = EnabledEvents.ToJson(),
        ["livemode"] = world.Livemode,
        ["metadata"] = Metadata.ToJson(),
        ["secret"] = Secrets.FirstOrDefault(),
        ["status"] = "enabled",
        ["url"] = Url?.ToString(),
    };
}
