using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>By what an organization is judged follows from its subscription, and from nothing when it has none.</summary>
internal sealed class StandingTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task Who_never_subscribed_has_the_free_plan() =>
        Assert.That(await StandingOfAsync(await Tenancy.FoundAsync(Node)), Is.EqualTo(new Standing("free", Access.Full)));

    [TestCase(SubscriptionStatus.Active, "pro", Access.Full)]
    [TestCase(SubscriptionStatus.Unpaid, "pro", Access.Restricted)]
    [TestCase(SubscriptionStatus.Incomplete, "free", Access.Full)]
    [TestCase(SubscriptionStatus.Canceled, "free", Access.Full)]
    public async Task A_subscription_decides(SubscriptionStatus status, string plan, Access access)
    {
        var tenancy = await Tenancy.FoundAsync(Node);

        await SubscribeAsync(tenancy, status);

        Assert.That(await StandingOfAsync(tenancy), Is.EqualTo(new Standing(plan, access)));
        Assert.That(await StandingOfAsync(await Tenancy.FoundAsync(Node)), Is.EqualTo(new Standing("free", Access.Full)), "another organization");
    }

    [Test]
    public async Task Grace_ends_by_itself_after_the_time_that_is_set()
    {
        var tenancy = await Tenancy.FoundAsync(Node);
        await SubscribeAsync(tenancy, SubscriptionStatus.PastDue);
        Assert.That((await StandingOfAsync(tenancy)).Access, Is.EqualTo(Access.Grace));

        Node.Clock.Advance(new BillingOptions().GracePeriod);

        Assert.That((await StandingOfAsync(tenancy)).Access, Is.EqualTo(Access.Restricted));
    }

    private Task<Standing> StandingOfAsync(Tenancy tenancy) => Node.InScopeAsync(scope =>
    {
        tenancy.Enter(scope);
        return scope.GetRequiredService<IStandingReads>().GetAsync(CancellationToken.None);
    });

    private Task SubscribeAsync(Tenancy tenancy, SubscriptionStatus status) => tenancy.CommitAsync(Node, scope =>
    {
        var subscription = Subscription.Open(tenancy.Id, Node.Now);
        subscription.Settle(
            [
                new SubscriptionState
                {
                    SubscriptionId = "sub_1", CustomerId = "cus_1", Status = status, PlanCode = "pro", Interval = BillingInterval.Month, Seats = 1,
                    UnitAmount = 1200, Currency = "usd", CreatedAt = Node.Now, CurrentPeriodStart = Node.Now, CurrentPeriodEnd = Node.Now.AddMonths(1),
                },
            ],
            Node.Now);
        scope.GetRequiredService<ISubscriptionRepository>().Add(subscription);
        return Task.CompletedTask;
    });
}
