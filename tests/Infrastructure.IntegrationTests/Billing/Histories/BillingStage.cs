using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.Webhooks;
using MySaas.StripeSimulator.World;
using Stripe;
using Subscription = MySaas.Domain.Billing.Subscription;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>
/// The product over a database and a Stripe of its own, in one time: the real gateway speaks to the simulator through Stripe.net,
/// and the test says who does what next.
/// </summary>
internal sealed class BillingStage : IAsyncDisposable
{
    private const string Key = "sk_test_histories", WebhookSecret = "whsec_histories";

    private static readonly (string, string?)[] Settings =
    [
        ("Stripe:SecretKey", Key), ("Stripe:WebhookSecrets:0", WebhookSecret),
        ("Jobs:RetryMaxDelay", "00:10:00"),
        .. Plan(1, "pro", 1200), .. Plan(2, "business", 2400),
    ];

    private readonly TestDatabase _database;

    public BillingStage(TestDatabase database)
    {
        _database = database;
        Dashboard = Connect(new CurrentWorld(this));
        Worker = Compose();
    }

    public FakeTimeProvider Clock { get; } = new(Node.Monday);

    public StripeWorld World { get; private set; } = new();

    /// <summary>The node that serves requests and works in the background.</summary>
    public Node Worker { get; }

    public Crashes Crashes { get; private set; } = new();

    public Guid OrganizationId { get; private set; }

    public Guid OwnerId { get; private set; }

    public const string OwnerEmail = "ada@example.com";

    public IPaymentGateway Gateway => Worker.Get<IPaymentGateway>();

    /// <summary>Somebody at Stripe's own pages, whom no fault of ours befalls.</summary>
    public StripeClient Dashboard { get; }

    /// <summary>An empty database, a new world, and in them an organization with its owner, who makes all requests.</summary>
    public async Task BeginAsync()
    {
        await ForgetAsync();
        // With one seed, what is made first has the same ids in each world: the product knows its prices for good.
        (World, Crashes) = (new StripeWorld(new WorldOptions { Seed = 1, WebhookRetries = [] }, Clock), new Crashes());
        World.Control.AddWebhookEndpoint(secrets: [WebhookSecret]);
        foreach (var plan in Worker.Get<PlanCatalog>().All)
            await Gateway.SyncPlanAsync(plan, CancellationToken.None);
        foreach (var told in World.Webhooks.Pending)
            World.Webhooks.Complete(told, status: null);
        await FoundAsync();
    }

    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        World.Control.CatchUp();
    }

    /// <summary>Asks for something as the owner; a no is an answer, too.</summary>
    public async Task AskAsync<T>(ICommand<T> command)
    {
        try
        {
            await Worker.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(command));
        }
        catch (Exception no) when (no is RefusedException or BrokenRuleException or GatewayUnavailableException or GatewayRefusedException)
        {
        }
    }

    /// <summary>Hands an event to the product, as the webhook does.</summary>
    public async Task DeliverAsync(Delivery delivery)
    {
        await Worker.InScopeAsync(scope => scope.GetRequiredService<IMediator>()
            .Send(new ReceiveWebhookEvent(delivery.Payload, delivery.Sign())));
        World.Webhooks.Complete(delivery, status: 200);
    }

    /// <summary>Claims what is due and works on it; the number of messages.</summary>
    public async Task<int> WorkAsync(int limit = 32)
    {
        var claimed = await Worker.Get<OutboxQueue>().ClaimAsync(limit, CancellationToken.None);
        foreach (var message in claimed)
            await Worker.Get<MessageProcessor>().ProcessAsync(message);
        return claimed.Count;
    }

    /// <summary>Works on one message and stops dead at the point, if it comes to it; what is left of the worker.</summary>
    public async Task<Crashes.Zombie?> CrashAsync(CrashPoint point)
    {
        if (await Worker.Get<OutboxQueue>().ClaimAsync(1, CancellationToken.None) is not [var message])
            return null;
        Crashes.Arm(point);
        return await Crashes.RunAsync(() => Worker.Get<MessageProcessor>().ProcessAsync(message));
    }

    /// <summary>Somebody comes, or somebody but the owner goes.</summary>
    public async Task ChangeMembersAsync(int choice)
    {
        var now = Clock.GetUtcNow();
        await Worker.InScopeAsync(async scope =>
        {
            scope.GetRequiredService<Tenant>().Enter(OrganizationId);
            var db = scope.GetRequiredService<AppDbContext>();
            var organization = await db.Organizations.SingleAsync();
            if (await db.Memberships.FirstOrDefaultAsync(member => member.UserId != OwnerId) is { } leaving && choice % 2 == 0)
            {
                leaving.Leave(organization);
                db.Remove(leaving);
            }
            else
            {
                var guest = Make.User(now, $"{Guid.CreateVersion7():N}@example.com");
                var invitation = Invitation.Send(
                    organization.Id, EmailAddress.Parse(guest.Email), OrganizationRole.Member, new Actor(OwnerId, OrganizationRole.Owner), $"{guest.Id:N}", now);
                db.AddRange(guest, Membership.Join(organization, invitation, guest.Id, now));
            }

            await scope.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
            return true;
        });
    }

    /// <summary>Takes the dead messages up again, as an operator would.</summary>
    public Task<int> ReviveAsync() =>
        Worker.InScopeAsync(scope => scope.GetRequiredService<IOutboxCare>().ReviveAllAsync(type: null, CancellationToken.None));

    /// <summary>What the daily jobs do: events that got lost are fetched, and subscriptions compared. The work follows on the queue.</summary>
    public async Task ReconcileAsync()
    {
        Worker.Caller.IsSystem = true;
        await AskAsync(new RecoverMissedEvents());
        await AskAsync(new ReconcileSubscriptions());
        Worker.Caller.IsSystem = false;
    }

    /// <summary>When something that was tried, or is held by a worker that died, is tried next; null when there is nothing such.</summary>
    public async Task<DateTimeOffset?> NextRetryAsync()
    {
        await using var db = Open();
        return await db.OutboxMessages.Where(message => message.Attempts > 0 && message.NextAttemptAt != null).MinAsync(message => message.NextAttemptAt);
    }

    /// <summary>What waits and why, for whoever has to find out what keeps the work from ending.</summary>
    public async Task<IReadOnlyList<string>> DescribeWorkAsync()
    {
        await using var db = Open();
        var unfinished = await db.OutboxMessages.AsNoTracking().Where(message => message.NextAttemptAt != null).OrderBy(message => message.Position).ToListAsync();
        return
        [
            $"It is {Clock.GetUtcNow():O}.",
            .. unfinished.Select(message => $"{message.Type} {message.Status}, attempts: {message.Attempts}, due {message.NextAttemptAt:O}: "
                + string.Join(" | ", message.History.Select(attempt => attempt.Error).Distinct())),
        ];
    }

    public async Task<Subscription?> SubscriptionAsync()
    {
        await using var db = Open();
        return await db.Subscriptions.AsNoTracking().FirstOrDefaultAsync();
    }

    public AppDbContext Open()
    {
        var db = _database.Open();
        db.Tenant.Enter(OrganizationId);
        return db;
    }

    public ValueTask DisposeAsync() => Worker.DisposeAsync();

    private static IEnumerable<(string, string?)> Plan(int index, string code, int amount) =>
    [
        ($"Billing:Plans:{index}:Code", code), ($"Billing:Plans:{index}:Name", code), ($"Billing:Plans:{index}:TrialDays", code == "pro" ? "14" : "0"),
        .. Price(index, 0, "Month", amount, $"{code}_month"), .. Price(index, 1, "Year", amount * 10, $"{code}_year"),
    ];

    private static IEnumerable<(string, string?)> Price(int plan, int index, string interval, int amount, string lookupKey) =>
    [
        ($"Billing:Plans:{plan}:Prices:{index}:Interval", interval), ($"Billing:Plans:{plan}:Prices:{index}:Amount", $"{amount}"),
        ($"Billing:Plans:{plan}:Prices:{index}:Currency", "usd"), ($"Billing:Plans:{plan}:Prices:{index}:LookupKey", lookupKey),
    ];

    // The audit log, which cannot be cut, stays.
    private async Task ForgetAsync()
    {
        await using var db = _database.Open();
        await db.OutboxMessages.ExecuteDeleteAsync();
        await db.WebhookEvents.ExecuteDeleteAsync();
        await db.DevelopmentEmails.ExecuteDeleteAsync();
        await db.Organizations.ExecuteDeleteAsync();
        await db.Users.ExecuteDeleteAsync();
    }

    private async Task FoundAsync()
    {
        var now = Clock.GetUtcNow();
        var owner = Make.User(now, OwnerEmail);
        var organization = Organization.Create("Analytical Engines", $"engines-{Guid.CreateVersion7():N}", now);
        (OwnerId, OrganizationId) = (owner.Id, organization.Id);
        await using var db = _database.Open();
        db.Tenant.Enter(organization.Id);
        db.AddRange(owner, organization, Membership.Found(organization, owner.Id, now));
        await db.SaveChangesAsync();
        (Worker.Caller.UserId, Worker.Caller.Email, Worker.Caller.EmailConfirmed, Worker.Caller.IsSystem) = (owner.Id, OwnerEmail, true, false);
    }

    private Node Compose() => new(_database, Clock, Replace, Settings);

    // Stripe.net's own repetitions wait in real time; the queue repeats in the test's.
    private static StripeClient Connect(HttpMessageHandler handler) => new(new StripeClientOptions
    {
        ApiKey = Key,
        HttpClient = new SystemNetHttpClient(new HttpClient(handler), maxNetworkRetries: 0, enableTelemetry: false),
    });

    private void Replace(IServiceCollection services)
    {
        services.AddSingleton(_ => Connect(new CrashingCalls(() => Crashes) { InnerHandler = new CurrentWorld(this) }));
        Node.Intercept(services, _database.Engine, new CrashingCommits(() => Crashes));
    }

    private sealed class CurrentWorld(BillingStage stage) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var world = new HttpMessageInvoker(new SimulatorHandler(stage.World));
            return await world.SendAsync(request, cancellationToken);
        }
    }
}
