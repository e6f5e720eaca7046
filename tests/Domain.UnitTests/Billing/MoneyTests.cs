using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

public sealed class MoneyTests
{
    [TestCase(1200, "usd", "12.00 USD")]
    [TestCase(5, "eur", "0.05 EUR")]
    [TestCase(123456789, "usd", "1,234,567.89 USD")]
    [TestCase(1200, "jpy", "1,200 JPY")]
    [TestCase(1200, "KRW", "1,200 KRW")]
    [TestCase(1200, "kwd", "1.200 KWD")]
    [TestCase(-250, "usd", "-2.50 USD")]
    [TestCase(0, "usd", "0.00 USD")]
    [TestCase(long.MaxValue, "usd", "92,233,720,368,547,758.07 USD")]
    [SetCulture("ar-SA")]
    public void An_amount_is_told_in_the_units_of_its_currency_on_every_server(long amount, string currency, string words) =>
        Assert.That(new Money(amount, currency).ToString(), Is.EqualTo(words));
}
