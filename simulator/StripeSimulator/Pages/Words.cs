using System.Globalization;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Pages;

/// <summary>Amounts and dates for people.</summary>
internal static class Words
{
    private static readonly HashSet<string> WithoutMinorUnit = ["jpy", "krw", "vnd", "clp"];

    public static string Money(long amount, string currency)
    {
        var (value, format) = WithoutMinorUnit.Contains(currency) ? (amount, "#,##0") : (amount / 100m, "#,##0.00");
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {currency.ToUpperInvariant()}";
    }

    public static string Day(DateTimeOffset moment) => moment.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset moment) => moment.ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What a subscription is of: <c>3 × Pro</c>.</summary>
    public static string NameOf(StripeWorld world, Subscription subscription) => string.Join(
        ", ",
        subscription.Items.Select(item => string.Create(
            CultureInfo.InvariantCulture, $"{item.Quantity} × {world.Products[world.Prices[item.PriceId].ProductId].Name}")));
}
