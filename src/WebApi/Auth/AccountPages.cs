using System.Reflection;

namespace MySaas.WebApi.Auth;

/// <summary>
/// Where the links in mails lead: one page over the public API. A link only opens a form, because scanners follow the links
/// in mails and must not use a token up.
/// </summary>
internal static class AccountPages
{
    private static readonly string[] Paths =
        ["/register", "/sign-in", "/confirm-email", "/forgot-password", "/reset-password", "/confirm-email-change", "/accept-invitation"];

    public static void MapAccountPages(this WebApplication app)
    {
        foreach (var path in Paths)
            app.MapFile(path, "account.html", "text/html; charset=utf-8");
        app.MapFile("/account/account.css", "account.css", "text/css");
        app.MapFile("/account/account.js", "account.js", "text/javascript");
        app.MapFile("/account/form.js", "form.js", "text/javascript");
        app.MapGet("/", () => Results.Redirect("/sign-in")).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>As routing sees it: without case, and with or without a slash at the end.</summary>
    public static bool IsPage(PathString path) =>
        path.Value is { } value && Paths.Contains(value.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);

    private static void MapFile(this WebApplication app, string path, string file, string contentType) =>
        app.MapGet(path, () => Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!, contentType))
            .AllowAnonymous().ExcludeFromDescription();
}
