using MySaas.StripeSimulator.Events;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Webhooks;

/// <summary>
/// The deliveries: those that wait, and what became of the others. Whoever sends takes them from here; a test may take them in
/// any order that it likes.
/// </summary>
public sealed class WebhookQueue
{
    private readonly StripeWorld _world;
    private readonly List<Delivery> _pending = [];
    private readonly List<Delivery> _done = [];
#pragma warning disable CA5394 // A seeded shuffle is the point.
    private readonly Random _random;
    private long _numbers;

    internal WebhookQueue(StripeWorld world, int? seed) => (_world, _random) = (world, seed is { } value ? new Random(value) : new Random());

    /// <summary>Set to be called when there may be something to send.</summary>
    public Action Nudge { get; set; } = () => { };

    public WebhookFaults Faults { get; set; } = WebhookFaults.None;

    /// <summary>What waits to be delivered, oldest first.</summary>
    public IReadOnlyList<Delivery> Pending => _world.Read(() => (Delivery[])[.. _pending]);

    /// <summary>Delivered, dropped and given up.</summary>
    public IReadOnlyList<Delivery> Done => _world.Read(() => (Delivery[])[.. _done]);

    /// <summary>The next delivery that is due, marked as under way; null when none is.</summary>
    /// <param name="toUrl">Only to endpoints that have a URL.</param>
    public Delivery? Take(bool toUrl = false) => _world.Read(() =>
    {
        if (Faults.Hold)
            return null;
        var now = _world.Clock.RealNow;
        var due = _pending.Where(delivery =>
            !delivery.IsUnderWay && delivery.NotBefore <= now && (!toUrl || delivery.Endpoint.Url is not null));
        var next = Faults.Shuffle ? due.OrderBy(_ => _random.Next()).FirstOrDefault() : due.FirstOrDefault();
        if (next is not null)
            next.IsUnderWay = true;
        return next;
    });
#pragma warning restore CA5394

    /// <summary>Tells how a try went: the answer's status, or null when there was no answer. Other than 2xx is tried again.</summary>
    public void Complete(Delivery delivery, int? status) => _world.Read(() =>
    {
        (delivery.LastStatus, delivery.IsUnderWay) = (status, false);
        _world.Touch();
        delivery.Attempts++;
        if (status is >= 200 and < 300)
            Finish(delivery, DeliveryStatus.Delivered);
        else if (delivery.Attempts > _world.Options.WebhookRetries.Count)
            Finish(delivery, DeliveryStatus.GivenUp);
        else
            delivery.NotBefore = _world.Clock.RealNow + _world.Options.WebhookRetries[delivery.Attempts - 1];
        return delivery;
    });

    /// <summary>Sends an event once more to each endpoint that wants it, whatever became of it before.</summary>
    public IReadOnlyList<Delivery> Redeliver(string eventId) => _world.Read(() =>
    {
        var sent = _world.Events.Get(eventId);
        var again = _world.WebhookEndpoints.Where(endpoint => endpoint.Wants(sent.Type)).Select(endpoint => Enqueue(sent, endpoint)).ToList();
        Nudge();
        return again;
    });

    /// <summary>Everything that is dropped or given up is sent again.</summary>
    public int RedeliverLost() => _world.Read(() =>
    {
        var lost = _done.Where(delivery => delivery.Status is not DeliveryStatus.Delivered).ToList();
        foreach (var delivery in lost)
        {
            _done.Remove(delivery);
            delivery.Event.LostDeliveries--;
            Enqueue(delivery.Event, delivery.Endpoint);
        }

        Nudge();
        return lost.Count;
    });

    internal void Announce(StripeEvent happened)
    {
        foreach (var endpoint in _world.WebhookEndpoints.Where(endpoint => endpoint.Wants(happened.Type)))
        {
            for (var copy = 0; copy <= Faults.Duplicates; copy++)
            {
                var delivery = Enqueue(happened, endpoint);
                (delivery.NotBefore, delivery.IsCorrupt) = (_world.Clock.RealNow + Faults.Delay, Faults.Corrupt);
                if (Faults.Loses(happened.Type))
                    Finish(delivery, DeliveryStatus.Dropped);
            }
        }

        Nudge();
    }

    internal List<SavedDelivery> Save() =>
    [
        .. _pending.Concat(_done.Where(delivery => delivery.Status is not DeliveryStatus.Delivered)).Select(delivery =>
            new SavedDelivery(delivery.Event.Id, delivery.Endpoint.Id, delivery.Attempts, delivery.Status, delivery.IsCorrupt)),
    ];

    internal void Load(IEnumerable<SavedDelivery> saved)
    {
        foreach (var (eventId, endpointId, attempts, status, isCorrupt) in saved)
        {
            if (_world.Events.Find(eventId) is not { } sent || _world.WebhookEndpoints.Find(endpointId) is not { } endpoint)
                continue;
            var delivery = Enqueue(sent, endpoint);
            (delivery.Attempts, delivery.IsCorrupt) = (attempts, isCorrupt);
            if (status is not DeliveryStatus.Pending)
                Finish(delivery, status);
        }
    }

    internal void Clear()
    {
        _pending.Clear();
        _done.Clear();
        Faults = WebhookFaults.None;
    }

    private Delivery Enqueue(StripeEvent sent, WebhookEndpoint endpoint)
    {
        var delivery = new Delivery(_world, sent, endpoint, ++_numbers);
        _pending.Add(delivery);
        sent.PendingDeliveries++;
        return delivery;
    }

    private void Finish(Delivery delivery, DeliveryStatus status)
    {
        delivery.Status = status;
        _pending.Remove(delivery);
        _done.Add(delivery);
        delivery.Event.PendingDeliveries--;
        if (status is not DeliveryStatus.Delivered)
            delivery.Event.LostDeliveries++;
    }
}
