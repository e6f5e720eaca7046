using MySaas.WebApi.Auth;
using MySaas.WebApi.Billing;
using MySaas.WebApi.Files;

namespace MySaas.WebApi.Common;

/// <summary>Headers that every answer carries, errors included. Pages get what they need and nothing from another host.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IHostEnvironment environment)
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string ForPages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    // The reference UI starts its script inline, and styles itself.
    private const string ForReference =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    // Mails bring their own styles, and in their frames this policy holds too.
    private const string ForInbox =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() => Set(context));         // the exception handler clears what was set before it
        return next(context);
    }

    private Task Set(HttpContext context)
    {
        var path = context.Request.Path;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = PolicyOf(context);
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps && !environment.IsDevelopment())
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (path.StartsWithSegments("/api"))
            headers.CacheControl = IsFile(context) ? ServesFileAttribute.CachePolicy : "no-store";
        return Task.CompletedTask;
    }

    private static string PolicyOf(HttpContext context) => context.Request.Path switch
    {
        _ when IsFile(context) => ServesFileAttribute.SecurityPolicy,
        var path when AccountPages.IsPage(path) || BillingPages.IsPage(path) => ForPages,
        var path when path.StartsWithSegments("/docs") => ForReference,
        var path when path.StartsWithSegments("/dev/inbox") => ForInbox,
        _ => ForData,
    };

    // Neither a refusal nor a way to the storage is a file. The exception handler clears the endpoint, others write theirs as problem documents.
    private static bool IsFile(HttpContext context) =>
        context.Response.StatusCode is < 300 or StatusCodes.Status304NotModified && ServesFileAttribute.IsOn(context);
}
