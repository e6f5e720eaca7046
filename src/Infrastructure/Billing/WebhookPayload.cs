using System.Text.Json;
using System.Text.Json.Nodes;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// An event's JSON for operators: its shape, ids, states, amounts and times. Every other text is masked, since it may be a name, an
/// address, or a link that opens somebody's invoice. What is not known to be harmless is not shown, so that a field that Stripe adds
/// one day does not leak.
/// </summary>
internal static class WebhookPayload
{
    public const string Masked = "***";

    private static readonly HashSet<string> Shown =
    [
        // Ids and references.
        "id", "object", "customer", "subscription", "invoice", "charge", "payment_intent", "payment_method", "price", "product", "plan", "session",
        "latest_invoice", "latest_charge", "balance_transaction", "default_payment_method", "setup_intent", "subscription_item", "test_clock",
        "client_reference_id", "idempotency_key", StripeMapping.OrganizationId, StripeMapping.RetainedPlan, StripeMapping.RetainedUntil,
        // States and kinds.
        "type", "api_version", "status", "payment_status", "mode", "ui_mode", "collection_method", "billing_reason", "currency", "interval",
        "lookup_key", "usage_type", "tax_behavior", "reason", "feedback", "failure_code", "decline_code", "code",
        "missing_payment_method", "payment_behavior", "proration_behavior", "save_default_payment_method", "network_status", "risk_level",
    ];

    public static JsonNode? Mask(string payload)
    {
        // An event that was stored has been read before, so it is JSON.
        var root = JsonNode.Parse(payload);
        return Mask(root, name: "");
    }

    private static JsonNode? Mask(JsonNode? node, string name) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Mask(member.Value, member.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => Mask(item, name))]),
        JsonValue text when text.GetValueKind() is JsonValueKind.String && !Shown.Contains(name) => Masked,
        _ => node?.DeepClone(),
    };
}
