using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.Billing;

/// <summary>What must hold among the plans of the settings, and how they become plans.</summary>
internal static class PlanSettings
{
    private const string Section = "Billing:Plans";

    public static Plan Read(PlanOptions options) => new(
        options.Code,
        options.Name,
        options.Description,
        [.. options.Prices.Select(price => new PlanPrice(price.Interval!.Value, price.Amount, price.Currency.ToLowerInvariant(), price.LookupKey))],
        new PlanLimits(options.Limits.Members, options.Limits.StorageBytes, options.Limits.FilesPerMonth),
        [.. Features.All.Where(feature => options.Features.Any(named => named.Value && IsName(named.Key, feature)))],
        options.TrialDays)
    {
        FileTypes = options.FileTypes,
    };

    public static void Check(SettingsReader settings, BillingOptions options)
    {
        if (options.Plans.All(plan => plan.Code != Plan.FreeCode))
            settings.Fault(Section, $"has no plan with the code {Plan.FreeCode}.");
        for (var i = 0; i < options.Plans.Count; i++)
        {
            var plan = options.Plans[i];
            if (options.Plans.Take(i).Any(other => other.Code == plan.Code))
                settings.Fault($"{Section}:{i}:Code", "is the code of another plan, too.");
            CheckPrices(settings, $"{Section}:{i}:Prices", plan, [.. options.Plans.Take(i).SelectMany(other => other.Prices)]);
            foreach (var unknown in plan.Features.Keys.Where(name => !Features.All.Any(feature => IsName(name, feature))))
                settings.Fault($"{Section}:{i}:Features:{unknown}", $"is no feature; there are {string.Join(", ", Features.All)}.");
        }

        for (var i = 0; i < options.AllowedReturnOrigins.Count; i++)
            if (!IsOrigin(options.AllowedReturnOrigins[i]))
                settings.Fault($"Billing:AllowedReturnOrigins:{i}", "is not an origin, such as https://app.example.com.");
    }

    private static void CheckPrices(SettingsReader settings, string section, PlanOptions plan, IReadOnlyList<PriceOptions> earlier)
    {
        if (plan.Code == Plan.FreeCode && plan.Prices.Count > 0)
            settings.Fault(section, "are given, but the free plan has none.");
        if (plan.Code != Plan.FreeCode && plan.Prices.Count == 0)
            settings.Fault(section, "are missing; only the free plan has none.");
        for (var i = 0; i < plan.Prices.Count; i++)
        {
            var (price, before) = (plan.Prices[i], plan.Prices.Take(i).ToList());
            if (before.Any(other => other.Interval == price.Interval))
                settings.Fault($"{section}:{i}:Interval", "is that of another price of the plan, too.");
            if (earlier.Concat(before).Any(other => other.LookupKey == price.LookupKey))
                settings.Fault($"{section}:{i}:LookupKey", "is that of another price, too.");
        }
    }

    // The environment's variables are not always written as in the settings file.
    private static bool IsName(string given, string feature) => string.Equals(given, feature, StringComparison.OrdinalIgnoreCase);

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && text.TrimEnd('/') == url.GetLeftPart(UriPartial.Authority);
}
