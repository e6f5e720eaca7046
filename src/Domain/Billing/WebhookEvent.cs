using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>
/// Something that the payment provider told us, stored once per event before it is acknowledged. It only says that something
/// may have changed; what did is what the provider answers when asked.
/// </summary>
public sealed class WebhookEvent : AggregateRoot
{
    private WebhookEvent() { }               // EF Core

    /// <summary>The provider's id; unique.</summary>
    public string EventId { get; private init; } = "";

    public string Type { get; private init; } = "";

    public string? ApiVersion { get; private init; }

    /// <summary>By the provider's clock, in whole seconds: it puts nothing in order.</summary>
    public DateTimeOffset OccurredAt { get; private init; }

    public string? CustomerId { get; private init; }
    public string? SubscriptionId { get; private init; }
    public string? InvoiceId { get; private init; }

    /// <summary>What the event is about, whatever that is.</summary>
    public string? ObjectId { get; private init; }

    /// <summary>The organization that the object names, as we wrote it there; null when it names none.</summary>
    public Guid? Claimant { get; private init; }

    /// <summary>The event to the letter, as it was signed.</summary>
    public string Payload { get; private init; } = "";

    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>Whether it is of a kind that we do not use, or of the provider's other mode.</summary>
    public bool IsIgnored { get; private init; }

    /// <summary>The message of the outbox that processes it, the latest if it was replayed; null when it is ignored.</summary>
    public Guid? MessageId { get; private set; }

    public DateTimeOffset? ProcessedAt { get; private set; }

    /// <summary>Tries until it was processed.</summary>
    public int Attempts { get; private set; }

    public static WebhookEvent Receive(WebhookContent content, string payload, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EventId = content.EventId,
        Type = content.Type,
        ApiVersion = content.ApiVersion,
        OccurredAt = content.OccurredAt,
        CustomerId = content.CustomerId,
        SubscriptionId = content.SubscriptionId,
        InvoiceId = content.InvoiceId,
        ObjectId = content.ObjectId,
        Claimant = content.Claimant,
        IsIgnored = content.IsIgnored,
        Payload = payload,
        ReceivedAt = now,
    };

    /// <summary>It waits for a message of the outbox.</summary>
    public void Enqueue(Guid messageId) => (MessageId, ProcessedAt) = (messageId, null);

    public void Finish(int attempts, DateTimeOffset now) => (ProcessedAt, Attempts) = (now, attempts);
}

/// <summary>What is read from an event before it is stored.</summary>
/// <param name="Claimant">The organization that the object names, if it names one.</param>
/// <param name="IsIgnored">Whether it is stored and not processed.</param>
public sealed record WebhookContent(
    string EventId,
    string Type,
    string? ApiVersion,
    DateTimeOffset OccurredAt,
    string? CustomerId,
    string? SubscriptionId,
    string? InvoiceId,
    string? ObjectId,
    Guid? Claimant,
    bool IsIgnored);
