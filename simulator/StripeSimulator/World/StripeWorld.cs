using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Control;
using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.Webhooks;

namespace MySaas.StripeSimulator.World;

/// <summary>
/// One account at a simulated Stripe: its objects, its clock, its API and its webhooks. Nothing is static, so a test can have
/// as many as it likes; one lock makes every call atomic.
/// </summary>
public sealed partial class StripeWorld
{
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

    internal void EnterMode(string key) => Livemode = key.Contains("_live_", StringComparison.Ordinal);

    internal Entity? FindAny(string id) => _all.GetValueOrDefault(id);
}

/// <summary>The call that is being answered; events name it.</summary>
internal sealed record RequestInfo(string Id, string? IdempotencyKey);
