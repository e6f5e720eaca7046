using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.WebApi.Files;
using Serilog;

namespace MySaas.WebApi.Common;

/// <summary>What every request passes on its way to a controller, and every answer on its way out.</summary>
internal static class Edge
{
    private const long MaxBodyBytes = 1024 * 1024;

    public static void AddEdge(this WebApplicationBuilder builder, SettingsReader settings, AppOptions options)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        services.AddHttpContextAccessor();
        services.AddScoped<ICaller, HttpCaller>();
        services.AddExceptionHandler<ExceptionToProblem>();
        services.AddRateLimits();
        services.AddResponseCompression();
        services.AddScoped<FileReception>();
        services.Configure<ForwardedHeadersOptions>(forwarded => TrustOnly(options.KnownProxies, forwarded));

        var cors = settings.Bind<CorsOptions>(services, "Cors");
        services.AddCors(setup => setup.AddDefaultPolicy(policy => policy
            .WithOrigins([.. cors.Origins]).AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("X-Request-Id", "Retry-After", "Idempotency-Replayed")));
    }

    public static void UseEdge(this WebApplication app)
    {
        app.Use(ReadBodiesThroughStream);
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseSerilogRequestLogging(Logs.DescribeRequests);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => context.HttpContext.WriteStatusAsync(context.HttpContext.Response.StatusCode));
        app.UseRouting();
        app.UseWhen(context => !ServesFileAttribute.IsOn(context), answers => answers.UseResponseCompression());
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<Idempotency>();
        app.UseMiddleware<ReceiveFiles>();
    }

    // Kestrel interrupts pending reads when it stops. A reader of its pipe that has left bytes in it, as MVC's JSON reader does,
    // sees that as a cancellation, and the request in flight fails; the stream starts the read again.
    private static Task ReadBodiesThroughStream(HttpContext context, RequestDelegate next)
    {
        context.Features.Set<IRequestBodyPipeFeature>(new RequestBodyPipeFeature(context));
        return next(context);
    }

    private static void TrustOnly(IReadOnlyList<string> proxies, ForwardedHeadersOptions forwarded)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                forwarded.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                forwarded.KnownIPNetworks.Add(network);
        }

        // With no proxy in the list the middleware would believe everybody.
        forwarded.ForwardedHeaders = proxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null;
    }
}

/// <summary>Section <c>Cors</c>.</summary>
public sealed class CorsOptions
{
    /// <summary>Origins whose scripts may call the API; none by default.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}
