using System.Reflection;

namespace MySaas.WebApi.Billing;

/// <summary>
/// Where the payment provider's pages lead back to. The pages say thank you and, to who signs in, the state of an organization of
/// theirs; that somebody comes from a payment proves nothing, and who knows a session's id is nobody.
/// </summary>
internal static class BillingPages
{
    private static readonly string[] Paths = ["/billing/thank-you", "/billing/cancelled", "/billing/overview"];

    public static void MapBillingPages(this WebApplication app)
    {
        foreach (var path in Paths)
            app.MapFile(path, "billing.html", "text/html; charset=utf-8");
        app.MapFile("/billing/billing.js", "billing.js", "text/javascript");
    }

    /// <summary>As routing sees it: without case, and with or without a slash at the end.</summary>
    public static bool IsPage(PathString path) =>
        path.Value is { } value && Paths.Contains(value.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);

    private static void MapFile(this WebApplication app, string path, string file, string contentType) =>
        app.MapGet(path, () => Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!, contentType))
            .AllowAnonymous().ExcludeFromDescription();
}
