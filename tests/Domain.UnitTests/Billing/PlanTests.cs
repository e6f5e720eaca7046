using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

public sealed class PlanTests
{
    private static readonly Plan Free = Plan("free");
    private static readonly Plan Pro = Plan("pro", Price(BillingInterval.Month, 1200), Price(BillingInterval.Year, 12000));
    private static readonly Plan Business = Plan("business", Price(BillingInterval.Year, 24000));

    [Test]
    public void Going_to_a_dearer_plan_is_going_up()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Pro.IsUpgradeOf(Free), Is.True);
            Assert.That(Business.IsUpgradeOf(Pro), Is.True, "2000 a month against 1200");
            Assert.That(Pro.IsUpgradeOf(Business), Is.False);
            Assert.That(Free.IsUpgradeOf(Pro), Is.False);
        }
    }

    [Test]
    public void Between_plans_of_one_price_nobody_goes_up() =>
        Assert.That(Plan("other", Price(BillingInterval.Month, 1200)).IsUpgradeOf(Pro), Is.False);

    [Test]
    public void A_plan_has_the_price_of_an_interval_or_none()
    {
        Assert.That(Pro.PriceFor(BillingInterval.Year)?.Amount, Is.EqualTo(12000));
        Assert.That(Business.PriceFor(BillingInterval.Month), Is.Null);
    }

    [Test]
    public void A_catalogue_knows_its_plans_wherever_they_stand()
    {
        var catalog = new PlanCatalog([Business, Free, Pro]);

        Assert.That(catalog.Free, Is.SameAs(Free));
        Assert.That(catalog.Highest, Is.SameAs(Business));
        Assert.That(catalog.Find("pro"), Is.SameAs(Pro));
        Assert.That(catalog.Find("gold"), Is.Null);
    }

    [Test]
    public void What_somebody_pays_at_Stripe_is_found_by_the_prices_lookup_key()
    {
        var catalog = new PlanCatalog([Free, Plan("pro", Price(BillingInterval.Month, 1200, "pro_month"), Price(BillingInterval.Year, 12000, "pro_year"))]);

        var found = catalog.FindByLookupKey("pro_year");

        Assert.That((found?.Plan.Code, found?.Price.Interval), Is.EqualTo(("pro", BillingInterval.Year)));
        Assert.That(catalog.FindByLookupKey("gold_year"), Is.Null);
    }

    private static Plan Plan(string code, params IReadOnlyList<PlanPrice> prices) =>
        new(code, code, "", prices, new PlanLimits(null, null, null), [], TrialDays: 0);

    private static PlanPrice Price(BillingInterval interval, long amount, string lookupKey = "") => new(interval, amount, "usd", lookupKey);
}
