namespace MySaas.Domain.Billing;

/// <summary>
/// What comes in month by month: seats at their price, of subscriptions that are paid for, a twelfth of what is paid by the year.
/// Discounts, taxes and what is metered are not in it.
/// </summary>
public static class MonthlyRevenue
{
    private const int MonthsPerYear = 12;

    /// <returns>One amount per currency, by its code.</returns>
    public static IReadOnlyList<Money> Of(IEnumerable<RecurringAmount> amounts) =>
    [
        .. amounts.GroupBy(amount => amount.Currency)
            .Select(currency => new Money((long)Math.Round(currency.Sum(PerMonth), MidpointRounding.AwayFromZero), currency.Key))
            .OrderBy(money => money.Currency, StringComparer.Ordinal),
    ];

    private static decimal PerMonth(RecurringAmount amount) =>
        amount.Interval is BillingInterval.Year ? (decimal)amount.Amount / MonthsPerYear : amount.Amount;
}

/// <param name="Amount">In minor units, of all that is paid in this currency and interval.</param>
public sealed record RecurringAmount(string Currency, BillingInterval Interval, long Amount);
