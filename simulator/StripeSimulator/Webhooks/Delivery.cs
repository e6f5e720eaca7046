using MySaas.StripeSimulator.Events;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Webhooks;

public enum DeliveryStatus
{
    Pending,
    Delivered,

    /// <summary>All tries failed.</summary>
    GivenUp,

    /// <summary>A fault lost it.</summary>
    Dropped,
}

/// <summary>One event on its way to one endpoint.</summary>
public sealed class Delivery
{
    private readonly StripeWorld _world;

    internal Delivery(StripeWorld world, StripeEvent sent, WebhookEndpoint endpoint, long number) =>
        (_world, Event, Endpoint, Number) = (world, sent, endpoint, number);

    public long Number { get; }

    public StripeEvent Event { get; }

    public WebhookEndpoint Endpoint { get; }

    public DeliveryStatus Status { get; internal set; }

    public int Attempts { get; internal set; }

    /// <summary>The last answer's status; null when there was none.</summary>
    public int? LastStatus { get; internal set; }

    /// <summary>By real time.</summary>
    public DateTimeOffset NotBefore { get; internal set; }

    internal bool IsUnderWay { get; set; }

    /// <summary>Signed so that the receiver must refuse it.</summary>
    internal bool IsCorrupt { get; set; }

    public byte[] Payload => Event.Payload(_world);

    /// <summary>The header for a delivery at this moment; each try is signed anew.</summary>
    public string Sign() => Signature.Sign(
        Payload, _world.Clock.RealNow, IsCorrupt ? Endpoint.Secrets.Select(secret => $"not-{secret}") : Endpoint.Secrets);
}

/// <summary>A delivery as a world is saved.</summary>
internal sealed record SavedDelivery(string EventId, string EndpointId, int Attempts, DeliveryStatus Status, bool IsCorrupt);
