using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>One checkout at a time, under keys that a crash or a lost race does not change.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StartCheckoutTests
{
    private readonly Market _market = new();
    private readonly List<(NewCheckout Checkout, string Key)> _opened = [];
    private readonly List<string> _customers = [];
    private CheckoutProgress? _progress;

    public StartCheckoutTests()
    {
        var provider = _market.Provider;
        provider.Setup(p => p.CreateCustomerAsync(It.IsAny<NewCustomer>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((NewCustomer _, string key, CancellationToken _) =>
            {
                if (!_customers.Contains(key))
                    _customers.Add(key);
                return $"cus_{_customers.IndexOf(key) + 1}";
            });
        provider.Setup(p => p.CreateCheckoutAsync(It.IsAny<NewCheckout>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback<NewCheckout, string, CancellationToken>((checkout, key, _) => _opened.Add((checkout, key)))
            .ReturnsAsync(() => new CheckoutPage($"cs_{_opened.Count}", "https://pay.example.com", World.Monday.AddDays(1)));
        provider.Setup(p => p.FindCheckoutAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => _progress ?? new CheckoutProgress(id, IsOpen: true, SubscriptionId: null));
        provider.Setup(p => p.ExpireCheckoutAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback<string, CancellationToken>((id, _) => _progress = new CheckoutProgress(id, IsOpen: false, _progress?.SubscriptionId))
            .Returns(Task.CompletedTask);
    }

    [Test]
    public async Task All_members_are_sold_and_the_longest_owner_is_the_contact()
    {
        _market.Members = 7;

        await StartAsync();

        var (checkout, _) = _opened.Single();
        Assert.That((checkout.CustomerId, checkout.Seats, checkout.TrialDays), Is.EqualTo(("cus_1", 7, 0)));
        _market.Provider.Verify(provider => provider.CreateCustomerAsync(
            new NewCustomer(_market.Organization.Id, "Analytical Engines", "ada@example.com"), It.IsAny<string>(), It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task A_run_whose_commit_was_lost_writes_under_the_same_keys_though_its_row_is_another()
    {
        await StartAsync();
        (_market.Subscription, _market.Session) = (null, null);
        await StartAsync();

        Assert.That(_customers, Has.Count.EqualTo(1));
        Assert.That(_opened[1].Key, Is.EqualTo(_opened[0].Key));
    }

    [Test]
    public async Task Other_words_go_under_another_key()
    {
        await StartAsync();
        (_market.Session, _market.Members) = (null, 2);
        await StartAsync();

        Assert.That(_opened[1].Key, Is.Not.EqualTo(_opened[0].Key));
    }

    [Test]
    public async Task The_page_that_is_open_is_given_again()
    {
        var first = (await StartAsync()).OrRefuse();

        Assert.That((await StartAsync()).OrRefuse(), Is.EqualTo(first));
        Assert.That(_opened, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_page_that_is_closed_is_followed_by_one_under_another_key()
    {
        await StartAsync();
        _progress = new CheckoutProgress("cs_1", IsOpen: false, SubscriptionId: null);

        await StartAsync();

        Assert.That(_opened.Select(opened => opened.Key), Is.Unique);
        Assert.That(_market.Session!.SessionId, Is.EqualTo("cs_2"));
    }

    [Test]
    public async Task A_page_for_another_plan_is_closed_first()
    {
        await StartAsync();

        await StartAsync("business");

        _market.Provider.Verify(provider => provider.ExpireCheckoutAsync("cs_1", It.IsAny<CancellationToken>()));
        Assert.That((_market.Session!.SessionId, _market.Session.PlanCode), Is.EqualTo(("cs_2", "business")));
    }

    [Test]
    public async Task A_page_that_was_paid_before_it_could_be_closed_is_the_subscription()
    {
        await StartAsync();
        _progress = new CheckoutProgress("cs_1", IsOpen: false, SubscriptionId: "sub_1");
        _market.Told = Market.Active(Market.Pro);

        var outcome = await StartAsync("business");

        Assert.That(outcome.Refusal?.Code, Is.EqualTo("billing.already_subscribed"));
        Assert.That(_market.Subscription!.Status, Is.EqualTo(SubscriptionStatus.Active));
        Assert.That(_market.Session, Is.Null);
        Assert.That(_opened, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_customer_who_is_gone_is_made_again_under_another_key()
    {
        _market.Provider.Setup(p => p.CreateCheckoutAsync(It.Is<NewCheckout>(checkout => checkout.CustomerId == "cus_1"), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GatewayRefusedException(GatewayRefusedException.CustomerMissing, "no such customer"));

        await StartAsync();

        Assert.That(_customers, Has.Count.EqualTo(2));
        Assert.That(_market.Subscription!.CustomerId, Is.EqualTo("cus_2"));
    }

    [Test]
    public void Who_has_a_subscription_buys_no_other()
    {
        _market.Having(Market.Active(Market.Pro) with { Status = SubscriptionStatus.PastDue });

        Assert.That(() => StartAsync(), BreaksRule("billing.already_subscribed"));
    }

    [Test]
    public async Task Who_had_one_can_buy_again_without_a_trial()
    {
        _market.Having(Market.Active(Market.Pro) with { TrialEndsAt = World.Monday });
        _market.Subscription!.Settle([Market.Active(Market.Pro) with { Status = SubscriptionStatus.Canceled }], World.Monday);

        await StartAsync();

        Assert.That(_opened.Single().Checkout, Is.EqualTo(_opened.Single().Checkout with { CustomerId = "cus_1", TrialDays = 0 }));
        Assert.That(_customers, Is.Empty);
    }

    [Test]
    public void What_is_going_to_be_deleted_buys_nothing()
    {
        _market.Organization.RequestDeletion(World.Monday.AddDays(7));

        Assert.That(() => StartAsync(), BreaksRule("organizations.closed"));
    }

    private Task<Outcome<CheckoutDto>> StartAsync(string plan = "pro")
    {
        var payer = new Payer(_market.World.Memberships.Object, _market.Provider.Object);
        var order = new CheckoutOrder(_market.Plans, _market.Usage.Object, _market.Urls, payer, _market.Provider.Object);
        var desk = new CheckoutDesk(_market.Checkouts.Object, _market.Projection, order, _market.Provider.Object, _market.World.Clock);
        return new StartCheckoutHandler(_market.World.Organizations.Object, _market.Subscriptions.Object, desk, _market.World.Clock)
            .Handle(new StartCheckout(_market.Organization.Id, plan, BillingInterval.Month, null, null), CancellationToken.None);
    }
}
