namespace MySaas.Domain.Billing;

/// <summary>What is sold: how much of the product, and for how much.</summary>
/// <param name="Code">Stable; subscriptions and clients know it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">One line for the page of prices.</param>
/// <param name="Prices">At most one per interval; none for the free plan.</param>
/// <param name="Limits">How much of the product.</param>
/// <param name="Features">The names of what it includes beyond what everybody has.</param>
/// <param name="TrialDays">How long an organization's first subscription costs nothing; 0 for no trial.</param>
public sealed record Plan(
    string Code, string Name, string Description,
    IReadOnlyList<PlanPrice> Prices, PlanLimits Limits, IReadOnlyList<string> Features, int TrialDays)
{
    /// <summary>Media types of the files that it takes, such as <c>application/pdf</c> or <c>image/*</c>; all of them when there is none.</summary>
    public IReadOnlyList<string> FileTypes { get; init; } = [];

    /// <summary>The plan of whoever has no subscription.</summary>
    public const string FreeCode = "free";

    /// <summary>What plans are ranked by, wherever they stand in the settings: a month at the dearest of the prices.</summary>
    public decimal MonthlyAmount => Prices.Select(price => price.MonthlyAmount).DefaultIfEmpty().Max();

    public bool Includes(string feature) => Features.Contains(feature);

    /// <summary>Null when it is not sold for that interval.</summary>
    public PlanPrice? PriceFor(BillingInterval interval) => Prices.FirstOrDefault(price => price.Interval == interval);

    /// <summary>Whether going there from the other plan is going up, which takes effect at once; between equals nobody does.</summary>
    public bool IsUpgradeOf(Plan other) => MonthlyAmount > other.MonthlyAmount;
}

/// <summary>What one member costs for one interval.</summary>
/// <param name="Interval">How often it is paid.</param>
/// <param name="Amount">In minor units, such as cents.</param>
/// <param name="Currency">ISO 4217, in lower case as Stripe writes it.</param>
/// <param name="LookupKey">The name of the price at Stripe, the same in test and live mode.</param>
public sealed record PlanPrice(BillingInterval Interval, long Amount, string Currency, string LookupKey)
{
    private const int MonthsPerYear = 12;

    public decimal MonthlyAmount => Interval is BillingInterval.Year ? (decimal)Amount / MonthsPerYear : Amount;
}

/// <summary>How often a subscription is paid.</summary>
public enum BillingInterval
{
    Month,
    Year,
}

/// <summary>How much of the product a plan opens; null is unlimited.</summary>
/// <param name="Members">People in the organization.</param>
/// <param name="StorageBytes">Bytes of all its files.</param>
/// <param name="FilesPerMonth">Files that are uploaded in a month, by UTC.</param>
public sealed record PlanLimits(long? Members, long? StorageBytes, long? FilesPerMonth);
