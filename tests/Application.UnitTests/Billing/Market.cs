using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>An organization that buys: what it uses, its subscription here and at the provider, and what the provider was asked to do.</summary>
internal sealed class Market
{
    public static readonly Plan Free = new("free", "Free", "", [], new PlanLimits(3, 100, null), [], TrialDays: 0);
    public static readonly Plan Pro = Sold("pro", 1200, new PlanLimits(20, 5000, null));
    public static readonly Plan Business = Sold("business", 2400, new PlanLimits(200, null, null));
    public static readonly Plan Enterprise = Sold("enterprise", 9900, new PlanLimits(null, null, null));

    public Market()
    {
        Organization = Organization.Create("Analytical Engines", "analytical-engines", World.Monday);
        Subscriptions.Setup(ours => ours.FindAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => Subscription);
        Subscriptions.Setup(ours => ours.Add(It.IsAny<Subscription>())).Callback<Subscription>(added => Subscription = added);
        Checkouts.Setup(ours => ours.FindAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => Session);
        Checkouts.Setup(ours => ours.Add(It.IsAny<CheckoutSession>())).Callback<CheckoutSession>(added => Session = added);
        Checkouts.Setup(ours => ours.Remove(It.IsAny<CheckoutSession>())).Callback(() => Session = null);
        Usage.Setup(usage => usage.CountMembersAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => Members);
        Usage.Setup(usage => usage.FindCountAsync("storageBytes", It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => StorageBytes);
        World.Organizations.Setup(organizations => organizations.GetAsync(Organization.Id, It.IsAny<CancellationToken>())).ReturnsAsync(Organization);
        World.Memberships.Setup(memberships => memberships.ListOwnersAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync([new MailContact("ada@example.com", "Ada"), new MailContact("charles@example.com", "Charles")]);
        Provider.Setup(provider => provider.FindSubscriptionAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => Told);
    }

    public World World { get; } = new();

    public Mock<ISubscriptionRepository> Subscriptions { get; } = new();
    public Mock<ICheckoutSessionRepository> Checkouts { get; } = new();
    public Mock<IInvoiceRepository> Invoices { get; } = new();
    public Mock<IUsageReads> Usage { get; } = new();

    /// <summary>The payment provider, which does nothing that it is not told to.</summary>
    public Mock<IPaymentGateway> Provider { get; } = new(MockBehavior.Strict);

    public Organization Organization { get; }
    public Subscription? Subscription { get; set; }
    public CheckoutSession? Session { get; set; }
    public long Members { get; set; } = 1;
    public long StorageBytes { get; set; }

    /// <summary>What the provider says when it is asked.</summary>
    public SubscriptionState? Told { get; set; }

    public BillingOptions Options { get; } = new();
    public PlanCatalog Plans { get; } = new([Free, Pro, Business, Enterprise]);

    public SubscriptionView View => new(Options, World.Clock);
    public ReturnUrls Urls => new(World.Links.Object, Options);
    public SubscriptionProjection Projection => new(Subscriptions.Object, Invoices.Object, Checkouts.Object, Provider.Object, Keeper, World.Clock);
    public SeatKeeper Keeper => new(Usage.Object, World.Outbox.Object);
    public CurrentSubscription Current => new(Subscriptions.Object, Projection);
    public Entitlements Entitlements =>
        new(Mock.Of<IStandingReads>(), Usage.Object, Plans, new Tenant(), World.Clock, NullLogger<Entitlements>.Instance);

    /// <summary>It has subscribed, and the provider says so too.</summary>
    public Market Having(SubscriptionState state)
    {
        Subscription = Subscription.Open(Organization.Id, World.Monday);
        Subscription.Settle([state], World.Monday);
        Subscription.TakeEvents();
        Told = state;
        return this;
    }

    public static SubscriptionState Active(Plan plan, BillingInterval interval = BillingInterval.Month) => new()
    {
        SubscriptionId = "sub_1",
        CustomerId = "cus_1",
        Status = SubscriptionStatus.Active,
        PlanCode = plan.Code,
        Interval = interval,
        Seats = 1,
        UnitAmount = plan.PriceFor(interval)!.Amount,
        Currency = "usd",
        CreatedAt = World.Monday,
        CurrentPeriodStart = World.Monday,
        CurrentPeriodEnd = World.Monday.AddDays(30),
    };

    private static Plan Sold(string code, long amount, PlanLimits limits) => new(
        code, char.ToUpperInvariant(code[0]) + code[1..], "",
        [new PlanPrice(BillingInterval.Month, amount, "usd", $"{code}_month"), new PlanPrice(BillingInterval.Year, amount * 10, "usd", $"{code}_year")],
        limits, [], TrialDays: 0);
}
