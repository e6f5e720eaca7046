using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

public sealed class SubscriptionDifferenceTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly SubscriptionState Ours = new()
    {
        SubscriptionId = "sub_1",
        CustomerId = "cus_1",
        Status = SubscriptionStatus.PastDue,
        PlanCode = "pro",
        Interval = BillingInterval.Month,
        Seats = 3,
        UnitAmount = 1200,
        Currency = "usd",
        CreatedAt = Monday,
        CurrentPeriodStart = Monday,
        CurrentPeriodEnd = Monday.AddDays(30),
    };

    /// <summary>Each with one other value. What the compiler adds to a record, and what is derived, is no field.</summary>
    private static IEnumerable<SubscriptionState> Others =>
    [
        Ours with { CustomerId = "cus_2" }, Ours with { Status = SubscriptionStatus.Active }, Ours with { PlanCode = "business" },
        Ours with { Interval = BillingInterval.Year }, Ours with { Seats = 4 }, Ours with { UnitAmount = 1500 }, Ours with { Currency = "eur" },
        Ours with { CreatedAt = Monday.AddSeconds(1) }, Ours with { CurrentPeriodStart = Monday.AddSeconds(1) },
        Ours with { CurrentPeriodEnd = Monday.AddDays(31) }, Ours with { CancelAtPeriodEnd = true }, Ours with { CancelsAt = Monday },
        Ours with { TrialEndsAt = Monday }, Ours with { EndedAt = Monday }, Ours with { RetainedPlanCode = "business" },
        Ours with { RetainedUntil = Monday }, Ours with { LatestInvoiceId = "in_1" },
    ];

    [TestCaseSource(nameof(Others))]
    public void Every_field_counts(SubscriptionState stripes) =>
        Assert.That(SubscriptionDifference.Between(Ours, stripes), Has.Exactly(1).Items);

    [Test]
    public void No_field_is_forgotten()
    {
        var fields = typeof(SubscriptionState).GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name).ToList();

        var found = Others.SelectMany(stripes => SubscriptionDifference.Between(Ours, stripes)).Select(difference => difference.Field);

        Assert.That(found.Append("subscriptionId"), Is.EquivalentTo(fields.Select(name => char.ToLowerInvariant(name[0]) + name[1..])));
    }

    [Test]
    public void Two_who_say_the_same_do_not_differ() => Assert.That(SubscriptionDifference.Between(Ours, Ours with { }), Is.Empty);

    [Test]
    public void Values_read_as_in_the_api()
    {
        var stripes = Ours with { Status = SubscriptionStatus.Active, CancelAtPeriodEnd = true, CancelsAt = Monday.ToOffset(TimeSpan.FromHours(1)) };

        Assert.That(SubscriptionDifference.Between(Ours, stripes), Is.EqualTo(new[]
        {
            new SubscriptionDifference("status", "pastDue", "active"),
            new SubscriptionDifference("cancelAtPeriodEnd", "false", "true"),
            new SubscriptionDifference("cancelsAt", null, "2026-11-23T09:00:00Z"),
        }));
    }

    [Test]
    public void One_that_we_never_heard_of_is_told_by_what_it_opens() =>
        Assert.That(SubscriptionDifference.Between(null, Ours), Is.EqualTo(new[]
        {
            new SubscriptionDifference("subscriptionId", null, "sub_1"),
            new SubscriptionDifference("status", "none", "pastDue"),
            new SubscriptionDifference("planCode", "free", "pro"),
        }));

    [Test]
    public void Of_two_different_ones_only_that_counts() =>
        Assert.That(
            SubscriptionDifference.Between(Ours, Ours with { SubscriptionId = "sub_2", Seats = 9 }),
            Is.EqualTo(new[] { new SubscriptionDifference("subscriptionId", "sub_1", "sub_2") }));
}
