using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using MySaas.Infrastructure.Persistence;
using Serilog;
using Serilog.AspNetCore;
using Serilog.Events;
using Serilog.Filters;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace MySaas.WebApi.Common;

/// <summary>Lines for people in development, JSON for machines elsewhere; section <c>Serilog</c> sets the levels.</summary>
internal static class Logs
{
    private const string Readable = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {RequestId}{NewLine}{Exception}";

    public static void AddLogs(this WebApplicationBuilder builder) => builder.Services.AddSerilog((services, logger) =>
    {
        logger
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration)
            // Its lines are ours in other words, with the query string; and as long as it may write, each request gets an activity, listened to or not.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            .Enrich.With(new RequestIdEnricher(services.GetRequiredService<IHttpContextAccessor>()))
            // Below Information ASP.NET Core writes action arguments, hence passwords.
            .Filter.ByExcluding(line => Matching.FromSource("Microsoft.AspNetCore")(line) && line.Level < LogEventLevel.Information)
            // The exception handler writes what matters about a failed request, with what may be said of it.
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware"))
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Authentication.JwtBearer"))
            // The worker and readiness tell of a database that is away; Quartz would add a stack trace at every try.
            .Filter.ByExcluding(line => Matching.FromSource("Quartz")(line) && line.Exception is { } failure && DatabaseFaults.IsUnavailable(failure));
        // By a thread of its own: otherwise all requests stand in line for the one console. Nothing is dropped when it is slow.
        if (builder.Environment.IsDevelopment() && !Console.IsOutputRedirected)
        {
            logger.WriteTo.Async(sinks => sinks.Console(outputTemplate: Readable, formatProvider: CultureInfo.InvariantCulture), blockWhenFull: true);
            return;
        }

        var console = new BatchedConsole(
            builder.Environment.IsDevelopment() ? new MessageTemplateTextFormatter(Readable, CultureInfo.InvariantCulture) : new RenderedCompactJsonFormatter(),
            Console.Out);
        logger.WriteTo.Async(sinks => sinks.Sink(console), blockWhenFull: true, monitor: console);
    });

    /// <summary>One line per request, by its route: a path can hold what a stranger typed.</summary>
    public static void DescribeRequests(RequestLoggingOptions options)
    {
        options.MessageTemplate = "{Method} {Route} answered {StatusCode} in {Elapsed:0.0} ms for {UserId}";
        options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
        [
            new("Method", new ScalarValue(context.Request.Method)),
            new("Route", new ScalarValue(RouteOf(context))),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
            new("UserId", new ScalarValue(context.Features.Get<SignedInSession>()?.State.UserId)),
        ];
        options.GetLevel = (context, _, failure) =>
            failure is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
            : context.GetEndpoint()?.Metadata.GetMetadata<QuietAttribute>() is not null ? LogEventLevel.Debug
            : LogEventLevel.Information;
    }

    // The exception handler clears the endpoint and keeps it in its feature.
    private static string RouteOf(HttpContext context) =>
        ((context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText
        ?? "(no route)";
}

/// <summary>An endpoint that machines ask every few seconds; its requests are logged at Debug.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class QuietAttribute : Attribute;
