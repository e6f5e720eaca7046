namespace MySaas.Application.Billing;

/// <summary>
/// All that a plan can include beyond what everybody has, one line each. The settings say which plan includes what, by these names:
/// one that is not here is a fault, because a slip of the pen would take from customers what they pay for.
/// </summary>
public static class Features
{
    /// <summary>Stable; clients and settings know them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NameOf<Feature.ApiKeys>(),
        NameOf<Feature.AuditLogExport>(),
        NameOf<Feature.Sso>(),
    ];

    private static string NameOf<TFeature>() where TFeature : IFeature => TFeature.Name;
}
