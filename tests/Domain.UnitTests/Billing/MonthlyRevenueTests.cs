using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

public sealed class MonthlyRevenueTests
{
    [Test]
    public void A_year_counts_a_twelfth() =>
        Assert.That(
            MonthlyRevenue.Of([new RecurringAmount("usd", BillingInterval.Month, 1200), new RecurringAmount("usd", BillingInterval.Year, 12000)]),
            Is.EqualTo(new[] { new Money(2200, "usd") }));

    [Test]
    public void Currencies_are_not_added_up() =>
        Assert.That(
            MonthlyRevenue.Of([new RecurringAmount("usd", BillingInterval.Month, 1200), new RecurringAmount("eur", BillingInterval.Month, 900)]),
            Is.EqualTo(new[] { new Money(900, "eur"), new Money(1200, "usd") }));

    [TestCase(6, 1)]
    [TestCase(5, 0)]
    public void Cents_are_rounded_once_and_not_for_each_customer(long yearly, long monthly) =>
        Assert.That(MonthlyRevenue.Of([new RecurringAmount("usd", BillingInterval.Year, yearly)]), Is.EqualTo(new[] { new Money(monthly, "usd") }));

    [Test]
    public void Nothing_sold_is_nothing() => Assert.That(MonthlyRevenue.Of([]), Is.Empty);
}
