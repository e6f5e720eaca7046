using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

internal sealed class BusinessMetricsTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly DateOnly Monday = DateOnly.FromDateTime(Node.Monday.UtcDateTime);

    [Test]
    public async Task A_snapshot_counts_the_day_before_from_midnight_to_midnight()
    {
        var midnight = new DateTimeOffset(Monday, TimeOnly.MinValue, TimeSpan.Zero);
        var (sunday, ada, bob, tuesday) = (
            Make.User(midnight.AddTicks(-1), "sunday@example.com"), Make.User(midnight, "ada@example.com"),
            Make.User(midnight.AddDays(1).AddTicks(-10), "bob@example.com"), Make.User(midnight.AddDays(1), "tuesday@example.com"));
        sunday.ConfirmEmail();
        await Node.CommitAsync(db => db.AddRange(sunday, ada, bob, tuesday));
        await Node.CommitAsync(db => db.AddRange(
            Make.Session(sunday, midnight.AddHours(1)), Make.Session(sunday, midnight.AddHours(2)), Make.Session(ada, midnight),
            Make.Session(bob, midnight.AddDays(1))));
        Node.Clock.Advance(TimeSpan.FromDays(1));

        await SnapshotAsync();

        var snapshot = await ReadAsync();
        Assert.That(
            (snapshot.Day, snapshot.SignUps, snapshot.ActiveUsers, snapshot.ConfirmedUsers, snapshot.TotalUsers, snapshot.CountedAt),
            Is.EqualTo((Monday, 2, 2, 1, 4, Node.Now)));
    }

    [Test]
    public async Task Subscriptions_are_counted_by_what_they_are_and_what_they_bring_in()
    {
        var midnight = new DateTimeOffset(Monday, TimeOnly.MinValue, TimeSpan.Zero);
        await SubscribeAsync(State(SubscriptionStatus.Active) with { CreatedAt = midnight });
        await SubscribeAsync(State(SubscriptionStatus.Active, "eur", BillingInterval.Year));
        await SubscribeAsync(State(SubscriptionStatus.PastDue) with { CreatedAt = midnight.AddDays(1) });
        await SubscribeAsync(State(SubscriptionStatus.Trialing));
        await SubscribeAsync(State(SubscriptionStatus.Unpaid));
        await SubscribeAsync(State(SubscriptionStatus.Incomplete) with { CreatedAt = midnight });
        await SubscribeAsync(State(SubscriptionStatus.Canceled) with { EndedAt = midnight.AddDays(1).AddSeconds(-1) });
        await SubscribeAsync(State(SubscriptionStatus.Canceled) with { EndedAt = midnight.AddDays(1) });
        await SubscribeAsync(State(SubscriptionStatus.IncompleteExpired) with { EndedAt = midnight });
        Node.Clock.Advance(TimeSpan.FromDays(1));

        await SnapshotAsync();

        var snapshot = await ReadAsync();
        Assert.That(
            (snapshot.ActiveSubscriptions, snapshot.TrialingSubscriptions, snapshot.PastDueSubscriptions, snapshot.NewSubscriptions, snapshot.ChurnedSubscriptions),
            Is.EqualTo((2, 1, 1, 1, 1)));
        Assert.That(snapshot.Mrr, Is.EqualTo(new[] { new Money(400, "eur"), new Money(9600, "usd") }));
    }

    [Test]
    public async Task An_organization_is_active_when_a_member_was_there()
    {
        var (ada, bob) = (Make.User(Node.Now, "ada@example.com"), Make.User(Node.Now, "bob@example.com"));
        var (seen, quiet) = (await Tenancy.FoundAsync(Node), await Tenancy.FoundAsync(Node));
        await Node.CommitAsync(db => db.AddRange(ada, bob));
        foreach (var (tenancy, user) in new[] { (seen, ada), (quiet, bob), (seen, bob) })
            await tenancy.CommitAsync(Node, async scope =>
            {
                var db = scope.GetRequiredService<AppDbContext>();
                db.Add(Membership.Found(await db.Organizations.SingleAsync(found => found.Id == tenancy.Id), user.Id, Node.Now));
            });
        await Node.CommitAsync(db => db.AddRange(Make.Session(ada, Node.Now), Make.Session(bob, Node.Now.AddDays(-2))));
        Node.Clock.Advance(TimeSpan.FromDays(1));

        await SnapshotAsync();

        Assert.That((await ReadAsync()).ActiveOrganizations, Is.EqualTo(1));
    }

    [Test]
    public async Task A_second_snapshot_of_the_day_renews_the_first()
    {
        await SnapshotAsync();
        await Node.CommitAsync(db => db.Add(Make.User(Node.Now)));

        await SnapshotAsync();

        Assert.That((await ReadAsync()).TotalUsers, Is.EqualTo(1));
    }

    [Test]
    public async Task Snapshots_at_the_same_time_leave_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SnapshotAsync)));

        Assert.That((await ReadAsync()).Day, Is.EqualTo(Monday.AddDays(-1)));
    }

    private static SubscriptionState State(SubscriptionStatus status, string currency = "usd", BillingInterval interval = BillingInterval.Month) => new()
    {
        SubscriptionId = "sub_1",
        CustomerId = $"cus_{Guid.CreateVersion7():N}",
        Status = status,
        PlanCode = "pro",
        Interval = interval,
        Seats = 4,
        UnitAmount = 1200,
        Currency = currency,
        CreatedAt = Node.Monday.AddDays(-100),
        CurrentPeriodStart = Node.Monday,
        CurrentPeriodEnd = Node.Monday.AddMonths(1),
    };

    private async Task SubscribeAsync(SubscriptionState state)
    {
        var tenancy = await Tenancy.FoundAsync(Node);
        await tenancy.CommitAsync(Node, scope =>
        {
            var subscription = Subscription.Open(tenancy.Id, Node.Now);
            subscription.Settle([state], Node.Now);
            scope.GetRequiredService<ISubscriptionRepository>().Add(subscription);
            return Task.CompletedTask;
        });
    }

    private Task<int> SnapshotAsync() =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new SnapshotBusinessMetrics()));

    private async Task<BusinessMetrics> ReadAsync()
    {
        await using var db = Database.Open();
        return await db.BusinessMetrics.SingleAsync();
    }
}
