using Serilog.Core;
using Serilog.Events;

namespace MySaas.WebApi.Common;

/// <summary>Takes the caller's <c>X-Request-Id</c> when it is 1 to 64 of <c>[A-Za-z0-9._-]</c>, or makes one.</summary>
internal sealed class RequestIds(RequestDelegate next, TimeProvider clock)
{
    private const string Header = "X-Request-Id";
    private const int MaxLength = 64;

    public Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        context.TraceIdentifier = IsValid(given) ? given : Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        context.Response.OnStarting(() =>            // the exception handler clears what was set before it
        {
            context.Response.Headers[Header] = context.TraceIdentifier;
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

/// <summary>Puts the request's id on every log line, over the connection's id that ASP.NET Core logs under the same name.</summary>
internal sealed class RequestIdEnricher(IHttpContextAccessor accessor) : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (accessor.HttpContext is { } context)
            logEvent.AddOrUpdateProperty(new LogEventProperty("RequestId", new ScalarValue(context.TraceIdentifier)));
    }
}
