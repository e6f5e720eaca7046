using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Checkout;
using MySaas.StripeSimulator.Control;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Events;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Metering;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Portal;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.Webhooks;

namespace MySaas.StripeSimulator.World;

/// <summary>
/// One account at a simulated Stripe: its objects, its clock, its API and its webhooks. Nothing is static, so a test can have
/// as many as it likes; one lock makes every call atomic.
/// </summary>
public sealed class StripeWorld
{
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly Agenda _agenda;
    private readonly Dictionary<string, Entity> _all = [];
    private long _sequence;

    public StripeWorld(WorldOptions? options = null, TimeProvider? time = null)
    {
        Options = options ?? new WorldOptions();
        BaseUrl = Options.BaseUrl;
        Clock = new Clock(time ?? TimeProvider.System);
        Ids = new Ids(Options.Seed);
        _agenda = new Agenda(this);
        Webhooks = new WebhookQueue(this, Options.Seed);
        Api = new StripeApi(this);
        Control = new WorldControl(this);
        Invoicing = new Invoicing(this);
        Collection = new Collection(this);
        Lifecycle = new Lifecycle(this);
    }

    public WorldOptions Options { get; }

    /// <summary>Where people reach the hosted pages; the first call that comes over HTTP may tell.</summary>
    public string BaseUrl { get; set; }

    public Clock Clock { get; }

    public Ids Ids { get; }

    /// <summary>What Stripe.net speaks to.</summary>
    public StripeApi Api { get; }

    /// <summary>What only a simulator can do: move time, pay as a person would, break things.</summary>
    public WorldControl Control { get; }

    public WebhookQueue Webhooks { get; }

    public Faults Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    /// <summary>Whether the last call came with a live key.</summary>
    public bool Livemode { get; private set; }

    public Table<Customer> Customers { get; } = new("customer");

    public Table<PaymentMethod> PaymentMethods { get; } = new("PaymentMethod");

    public Table<BalanceTransaction> BalanceTransactions { get; } = new("customer balance transaction");

    public Table<Product> Products { get; } = new("product");

    public Table<Price> Prices { get; } = new("price");

    public Table<Coupon> Coupons { get; } = new("coupon");

    public Table<PromotionCode> PromotionCodes { get; } = new("promotion code");

    public Table<Discount> Discounts { get; } = new("discount");

    public Table<CheckoutSession> CheckoutSessions { get; } = new("checkout.session");

    public Table<Subscription> Subscriptions { get; } = new("subscription");

    public Table<Invoice> Invoices { get; } = new("invoice");

    public Table<InvoiceItem> InvoiceItems { get; } = new("invoiceitem");

    public Table<InvoicePayment> InvoicePayments { get; } = new("invoice payment");

    public Table<PaymentIntent> PaymentIntents { get; } = new("payment_intent");

    public Table<Charge> Charges { get; } = new("charge");

    public Table<Refund> Refunds { get; } = new("refund");

    public Table<Dispute> Disputes { get; } = new("dispute");

    public Table<PortalSession> PortalSessions { get; } = new("billing_portal.session");

    public Table<Meter> Meters { get; } = new("billing meter");

    public Table<MeterEvent> MeterEvents { get; } = new("meter event");

    public Table<StripeEvent> Events { get; } = new("event");

    public Table<WebhookEndpoint> WebhookEndpoints { get; } = new("webhook endpoint");

    internal Invoicing Invoicing { get; }

    internal Collection Collection { get; }

    internal Lifecycle Lifecycle { get; }

    internal RequestInfo? RequestInProgress { get; set; }

    /// <summary>When something will next happen by itself, in simulated time.</summary>
    public DateTimeOffset? NextDue => Read(() => _agenda.Next);

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Runs an action alone, after everything that time has made due.</summary>
    public T Do<T>(Func<T> action)
    {
        lock (_lock)
        {
            _agenda.RunUntil(Clock.Now);
            return action();
        }
    }

    /// <summary>Runs an action alone, without moving anything.</summary>
    public T Read<T>(Func<T> action)
    {
        lock (_lock)
            return action();
    }

    /// <summary>Forgets everything but the webhook endpoints, and goes back to real time.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _all.Clear();
            _agenda.Clear();
            foreach (var table in Tables().Where(table => table is not Table<WebhookEndpoint>))
                table.Clear();
            foreach (var endpoint in WebhookEndpoints)
                _all.Add(endpoint.Id, endpoint);
            Clock.Offset = TimeSpan.Zero;
            Webhooks.Clear();
            Faults.Clear();
            Requests.Clear();
            Api.ForgetKeys();
        }
    }

    /// <summary>Everything, in JSON of the simulator's own.</summary>
    public JsonObject Snapshot() => Read(() => WorldSnapshot.Take(this));

    /// <summary>Takes up where <see cref="Snapshot"/> left off; the world must be new.</summary>
    public void Restore(ReadOnlySpan<byte> snapshot)
    {
        lock (_lock)
            WorldSnapshot.Restore(this, snapshot);
    }

    internal void Adopt(Entity entity)
    {
        _all.Add(entity.Id, entity);
        _sequence = Math.Max(_sequence, entity.Sequence);
        Touch(entity);
    }

    internal void Touch(Entity? entity = null)
    {
        if (entity is not null)
            _agenda.Set(entity);
        Version++;
    }

    internal IEnumerable<ITable> Tables() =>
    [
        Customers, PaymentMethods, BalanceTransactions, Products, Prices, Coupons, PromotionCodes, Discounts, CheckoutSessions,
        Subscriptions, Invoices, InvoiceItems, InvoicePayments, PaymentIntents, Charges, Refunds, Disputes, PortalSessions, Meters,
        MeterEvents, Events, WebhookEndpoints,
    ];

    internal void EnterMode(string key) => Livemode = key.Contains("_live_", StringComparison.Ordinal);

    // Stripe keeps them for so long, too.
    private void ForgetOldEvents()
    {
        while (Events.First() is { PendingDeliveries: 0 } oldest && oldest.Created < Clock.Now - EventsKept)
            Remove(Events, oldest);
    }

    internal Entity? FindAny(string id) => _all.GetValueOrDefault(id);

    /// <summary>Gives a new object its id and its place in time, and tells of it.</summary>
    internal T Add<T>(Table<T> table, string prefix, T entity, bool announce = true) where T : Entity
    {
        if (entity.Id.Length == 0)
            entity.Id = Ids.Next(prefix);
        entity.Created = Clock.Now;
        entity.Sequence = ++_sequence;
        table.Add(entity);
        _all.Add(entity.Id, entity);
        Touch(entity);
        if (announce)
            Emit($"{entity.Kind}.created", entity);
        return entity;
    }

    /// <summary>Changes an object, and tells what was before if the change shows.</summary>
    internal void Change(Entity entity, Action change)
    {
        var before = entity.Render(this);
        change();
        Touch(entity);
        var after = entity.Render(this);
        var previous = new JsonObject();
        foreach (var (name, value) in before)
        {
            if (!JsonNode.DeepEquals(value, after[name]))
                previous[name] = value?.DeepClone();
        }

        if (previous.Count > 0)
            Emit($"{entity.Kind}.updated", after, previous);
    }

    /// <summary>Changes an object without telling; the caller tells in other words.</summary>
    internal void ChangeQuietly(Entity entity, Action change)
    {
        change();
        Touch(entity);
    }

    internal void Remove<T>(Table<T> table, T entity) where T : Entity
    {
        table.Remove(entity);
        _all.Remove(entity.Id);
        Version++;
    }

    internal void Emit(string type, Entity entity) => Emit(type, entity.Render(this));

    internal void Emit(string type, JsonObject entity, JsonObject? previous = null)
    {
        var data = new JsonObject { ["object"] = entity };
        if (previous is not null)
            data["previous_attributes"] = previous;
        var happened = Add(Events, "evt", new StripeEvent
        {
            Type = type,
            Data = data,
            RequestId = RequestInProgress?.Id,
            IdempotencyKey = RequestInProgress?.IdempotencyKey,
            Livemode = Livemode,
        }, announce: false);
        ForgetOldEvents();
        Webhooks.Announce(happened);
    }
}

/// <summary>The call that is being answered; events name it.</summary>
internal sealed record RequestInfo(string Id, string? IdempotencyKey);
