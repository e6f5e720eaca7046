using System.Text.Json;
using MySaas.Domain.Billing;

namespace MySaas.Infrastructure.Billing;

/// <summary>Where an event's JSON says what it is about.</summary>
internal static class WebhookContents
{
    private static readonly HashSet<string> Used =
    [
        "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "customer.subscription.created", "customer.subscription.updated", "customer.subscription.deleted", "customer.subscription.paused",
        "customer.subscription.resumed", "customer.subscription.trial_will_end", "customer.subscription.pending_update_applied",
        "customer.subscription.pending_update_expired",
        "invoice.paid", "invoice.payment_failed", "invoice.payment_action_required", "invoice.finalized", "invoice.voided",
        "invoice.upcoming", "invoice.marked_uncollectible",
        "customer.updated", "customer.deleted",
        "payment_method.attached", "payment_method.detached", "payment_method.automatically_updated",
        "charge.refunded", "charge.dispute.created", "charge.dispute.closed",
    ];

    /// <summary>The kinds of events that change something here; all others are stored and ignored.</summary>
    public static IReadOnlyCollection<string> UsedTypes => Used;

    /// <param name="root">The event.</param>
    /// <param name="isLive">The mode of our key; events of the other mode are ignored.</param>
    public static WebhookContent Read(JsonElement root, bool isLive)
    {
        var type = root.GetProperty("type").GetString()!;
        var subject = root.GetProperty("data").GetProperty("object");
        var kind = Text(subject, "object");
        var id = Text(subject, "id");
        return new WebhookContent(
            EventId: Bounded(root.GetProperty("id").GetString()) ?? throw new FormatException("An event has an id."),
            Type: Bounded(type) ?? throw new FormatException("An event has a type."),
            ApiVersion: Text(root, "api_version"),
            OccurredAt: DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("created").GetInt64()),
            CustomerId: kind is "customer" ? id : IdOf(subject, "customer"),
            SubscriptionId: kind is "subscription" ? id : IdOf(subject, "subscription") ?? IdOf(Details(subject), "subscription"),
            InvoiceId: kind is "invoice" ? id : IdOf(subject, "invoice"),
            ObjectId: id,
            Claimant: ClaimantOf(subject) ?? ClaimantOf(Details(subject)),
            IsIgnored: !Used.Contains(type) || IsOfOtherMode(root, isLive));
    }

    // An invoice names its subscription there since API version 2025-03-31 (basil).
    private static JsonElement Details(JsonElement invoice) => Child(Child(invoice, "parent"), "subscription_details");

    private static Guid? ClaimantOf(JsonElement subject) =>
        Guid.TryParse(Text(Child(subject, "metadata"), StripeMapping.OrganizationId) ?? Text(subject, "client_reference_id"), out var id) ? id : null;

    private static bool IsOfOtherMode(JsonElement root, bool isLive) =>
        root.TryGetProperty("livemode", out var mode) && mode.ValueKind is JsonValueKind.True or JsonValueKind.False && mode.GetBoolean() != isLive;

    // An id, or the whole object where the sender expanded it.
    private static string? IdOf(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Object } expanded ? Text(expanded, "id") : Text(parent, name);

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? Bounded(text.GetString()) : null;

    private static string? Bounded(string? text) => text is { Length: > 0 and <= ProviderNames.MaxLength } ? text : null;
}
