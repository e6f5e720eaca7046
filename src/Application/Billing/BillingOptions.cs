using System.ComponentModel.DataAnnotations;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Section <c>Billing</c>: what is sold, and how.</summary>
public sealed class BillingOptions
{
    /// <summary>How long a failed payment leaves an organization as it was: up to 90 days; zero restricts it at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether Stripe computes and adds taxes, which has to be set up in the account there.</summary>
    public bool AutomaticTax { get; init; }

    /// <summary>Whether the checkout has a field for promotion codes.</summary>
    public bool AllowPromotionCodes { get; init; }

    /// <summary>Origins besides that of <c>App:BaseUrl</c> to which the checkout may lead back.</summary>
    public IReadOnlyList<string> AllowedReturnOrigins { get; init; } = [];

    /// <summary>In the order in which they are shown. One is <c>free</c>; the samples stand in <c>appsettings.json</c>.</summary>
    public IReadOnlyList<PlanOptions> Plans { get; init; } = [];
}

/// <summary>Section <c>Billing:Plans:N</c>.</summary>
public sealed class PlanOptions
{
    /// <summary>Lower-case letters, digits and dashes; subscriptions keep it, so it stays as it is.</summary>
    [Required(ErrorMessage = "is missing.")]
    [RegularExpression("[a-z][a-z0-9-]{0,49}", ErrorMessage = "is 1 to 50 lower-case letters, digits and dashes.")]
    public string Code { get; init; } = "";

    [Required(ErrorMessage = "is missing."), StringLength(100, ErrorMessage = "has at most 100 characters.")]
    public string Name { get; init; } = "";

    [StringLength(500, ErrorMessage = "has at most 500 characters.")]
    public string Description { get; init; } = "";

    /// <summary>At most one per interval; none for the free plan, and at least one for every other.</summary>
    public IReadOnlyList<PriceOptions> Prices { get; init; } = [];

    public LimitOptions Limits { get; init; } = new();

    /// <summary>By the names in <see cref="Features"/>; what is not named is not included.</summary>
    public IReadOnlyDictionary<string, bool> Features { get; init; } = new Dictionary<string, bool>();

    /// <summary>
    /// Media types of the files that it takes, of those that <c>Files:AllowedTypes</c> lets in, such as <c>image/*</c>; all of them when there is none.
    /// </summary>
    public IReadOnlyList<string> FileTypes { get; init; } = [];

    /// <summary>Free days at the start of an organization's first subscription, at most Stripe's two years; 0 for none.</summary>
    [Range(0, 730, ErrorMessage = "is 0 to 730 days.")]
    public int TrialDays { get; init; }
}

/// <summary>Section <c>Billing:Plans:N:Prices:N</c>.</summary>
public sealed class PriceOptions
{
    [Required(ErrorMessage = "is missing; it is Month or Year.")]
    public BillingInterval? Interval { get; init; }

    /// <summary>For each member, in minor units such as cents: 1 to 99999999, the most that Stripe takes.</summary>
    [Range(1L, 99_999_999L, ErrorMessage = "is 1 to 99999999, in minor units such as cents.")]
    public long Amount { get; init; }

    /// <summary>ISO 4217, such as usd.</summary>
    [Required(ErrorMessage = "is missing."), RegularExpression("[A-Za-z]{3}", ErrorMessage = "is a currency's three letters, such as usd.")]
    public string Currency { get; init; } = "";

    /// <summary>The name of the price at Stripe.</summary>
    [Required(ErrorMessage = "is missing."), StringLength(200, ErrorMessage = "has at most 200 characters.")]
    public string LookupKey { get; init; } = "";
}

/// <summary>Section <c>Billing:Plans:N:Limits</c>; what is left out or empty is unlimited.</summary>
public sealed class LimitOptions
{
    private const string Most = "9223372036854775807";
    private const string NotNegative = "is 0 or more; leave it empty for no limit.";

    /// <summary>People in the organization.</summary>
    [Range(typeof(long), "0", Most, ErrorMessage = NotNegative)]
    public long? Members { get; init; }

    /// <summary>Bytes of all its files.</summary>
    [Range(typeof(long), "0", Most, ErrorMessage = NotNegative)]
    public long? StorageBytes { get; init; }

    /// <summary>Files that are uploaded in a month, by UTC.</summary>
    [Range(typeof(long), "0", Most, ErrorMessage = NotNegative)]
    public long? FilesPerMonth { get; init; }
}
