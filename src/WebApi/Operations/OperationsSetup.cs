using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;
using MySaas.WebApi.Common;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MySaas.WebApi.Operations;

/// <summary>How operators see the process: alive, ready, measured, traced.</summary>
internal static class OperationsSetup
{
    /// <summary>Measured several times at each request or statement, and of no use beside its duration.</summary>
    private static readonly FrozenSet<string> Unasked = FrozenSet.Create(
        "aspnetcore.rate_limiting.active_request_leases", "aspnetcore.rate_limiting.request_lease.duration",
        "db.client.operation.npgsql.bytes_read", "db.client.operation.npgsql.bytes_written", "db.client.operation.npgsql.executing");

    public static void AddOperations(this WebApplicationBuilder builder, SettingsReader settings, AppOptions app)
    {
        var services = builder.Services;
        services.AddSingleton<Drain>();
        services.AddHostedService(sp => sp.GetRequiredService<Drain>());
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(30) + app.DrainDelay;
            host.ServicesStopConcurrently = true;        // none takes up new work while another still finishes its own
        });
        services.AddDatabaseHealth();
        services.AddHealthChecks().AddCheck<DrainHealthCheck>("draining");
        AddTelemetry(builder, settings);
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new QuietAttribute());
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteReadiness }).WithMetadata(new QuietAttribute());

        if (app.Services.GetRequiredService<MetricsOptions>().Port is { } port)
            app.Use((context, next) => ServeMetricsOnlyOn(port, context, next));
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new QuietAttribute());
    }

    // By the connection's port: the Host header is the client's word.
    private static Task ServeMetricsOnlyOn(int port, HttpContext context, RequestDelegate next) =>
        context.Connection.LocalPort == port == context.Request.Path.StartsWithSegments("/metrics")
            ? next(context)
            : context.WriteStatusAsync(StatusCodes.Status404NotFound);

    private static void AddTelemetry(WebApplicationBuilder builder, SettingsReader settings)
    {
        var otlp = settings.Bind<OtlpOptions>(builder.Services, "Otlp");
        var metricsOptions = settings.Bind<MetricsOptions>(builder.Services, "Metrics");
        if (metricsOptions.Port is { } port)
            builder.ListenOnAlso(port);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Telemetry.Name))
            .WithMetrics(metrics => metrics
                .AddMeter(Telemetry.Name, "Npgsql", "Microsoft.EntityFrameworkCore")
                // Not all that ASP.NET Core can count: routing, authentication and authorization would measure each request again,
                // whose own duration says by route and status what they found.
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.RateLimiting")
                .AddRuntimeInstrumentation()
                .AddView(ViewOf)
                .AddPrometheusExporter());
        if (otlp.Endpoint is not { } endpoint)
            return;

        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter(exporter => exporter.Endpoint = endpoint))
            .WithTracing(tracing => tracing
                .AddSource(Telemetry.Name)
                .AddAspNetCoreInstrumentation()
                .AddNpgsql()
                .AddOtlpExporter(exporter => exporter.Endpoint = endpoint));
    }

    // Each instrument reserves room for its limit of series at once; the default of 2,000 is megabytes.
    private static MetricStreamConfiguration ViewOf(Instrument instrument) =>
        Unasked.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : new MetricStreamConfiguration { CardinalityLimit = 200 };

    private static Task WriteReadiness(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = report.Status is HealthStatus.Healthy ? "ready" : "notReady",
            failing = report.Entries.Where(check => check.Value.Status is not HealthStatus.Healthy).Select(check => check.Key),
        }));
    }
}

/// <summary>Section <c>Otlp</c>.</summary>
public sealed class OtlpOptions
{
    /// <summary>Where traces and metrics go, such as <c>http://collector:4317</c>; nowhere by default.</summary>
    public Uri? Endpoint { get; init; }
}

/// <summary>Section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>Serves <c>/metrics</c> on this port only; by default on the API's.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 65535)]
    public int? Port { get; init; }
}
