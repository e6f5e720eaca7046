using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;

namespace MySaas.WebApi.Common;

/// <summary>Every error answer of the product: RFC 9457 problem details with a stable code and the request's id.</summary>
public static class Problems
{
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.PaymentRequired => StatusCodes.Status402PaymentRequired,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A refusal without a status."),
    };

    public static Task WriteAsync(this HttpContext context, Refusal refusal)
    {
        if (refusal.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return context.WriteProblemAsync(StatusOf(refusal.Kind), refusal.Code, refusal.Message, refusal.Errors);
    }

    public static Task WriteProblemAsync(
        this HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        // Without a token of its own the call ends quietly when the caller hangs up.
        return context.Response.WriteAsJsonAsync(Describe(context, status, code, detail, errors), options: null, "application/problem+json", default);
    }

    public static ProblemDetails Describe(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:mysaas:problem:{code}",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
            Instance = context.Request.Path,
            Extensions = { ["code"] = code, ["requestId"] = context.TraceIdentifier },
        };
        if (errors is not null)
            problem.Extensions["errors"] = errors;
        return problem;
    }

    /// <summary>The problem of a status that no use case chose: routing, the server's limits, content negotiation.</summary>
    public static Task WriteStatusAsync(this HttpContext context, int status) => status switch
    {
        400 => context.WriteProblemAsync(status, "validation.failed", "The request is malformed."),
        401 => context.WriteAsync(SignIn.Missing),
        403 => context.WriteProblemAsync(status, "auth.forbidden", "You may not do this."),
        404 => context.WriteAsync(Refusal.NotFound),
        405 => context.WriteProblemAsync(status, "method_not_allowed", "This resource does not know the method."),
        406 => context.WriteProblemAsync(status, "not_acceptable", "The answer is JSON."),
        408 => context.WriteProblemAsync(status, "request_timeout", "The request took too long to arrive."),
        413 => context.WriteProblemAsync(status, "request_too_large", "The request is larger than this resource takes."),
        414 => context.WriteProblemAsync(status, "uri_too_long", "The address is too long."),
        415 => context.WriteProblemAsync(status, "unsupported_media_type", "The body is of another type than this resource takes."),
        431 => context.WriteProblemAsync(status, "headers_too_large", "The headers are too large."),
        503 => context.WriteProblemAsync(status, "unavailable", "The service cannot answer right now; try again shortly."),
        >= 500 => context.WriteProblemAsync(status, "internal_error", "Something went wrong on our side; the request id finds it in the logs."),
        _ => context.WriteProblemAsync(status, "request_refused", "The request was refused."),
    };
}
