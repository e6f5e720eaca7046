using System.Globalization;

namespace MySaas.Domain.Billing;

/// <summary>An amount in the smallest units that the payment provider counts in.</summary>
/// <param name="Amount">Such as cents; of a currency that has no smaller unit, the unit itself.</param>
/// <param name="Currency">ISO 4217.</param>
public readonly record struct Money(long Amount, string Currency)
{
    private static readonly HashSet<string> WholeOnly = new(
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> InThousandths = new(["BHD", "JOD", "KWD", "OMR", "TND"], StringComparer.OrdinalIgnoreCase);

    private int Decimals => WholeOnly.Contains(Currency) ? 0 : InThousandths.Contains(Currency) ? 3 : 2;

    /// <summary>For people, such as <c>1,200.00 USD</c>.</summary>
    public override string ToString()
    {
        var amount = (decimal)Amount;
        for (var i = 0; i < Decimals; i++)
            amount /= 10;
        return $"{amount.ToString($"N{Decimals}", CultureInfo.InvariantCulture)} {Currency.ToUpperInvariant()}";
    }
}
