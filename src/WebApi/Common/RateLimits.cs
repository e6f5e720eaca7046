using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using MySaas.Application.Common;
using MySaas.WebApi.Files;

namespace MySaas.WebApi.Common;

/// <summary>
/// The edge's limits, per node: calls that need no sign-in per client and route, webhooks per sender, all others per user or API key. What must hold across
/// nodes, wrong passwords above all, is counted in the database.
/// </summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
            limiter.OnRejected = (rejected, _) => new ValueTask(rejected.HttpContext.WriteAsync(Refusal.RateLimited(
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1))));
        });

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<RateLimitOptions>();
        if (!options.Enabled || !context.Request.Path.StartsWithSegments("/api") || context.GetEndpoint() is not { } endpoint)
            return RateLimitPartition.GetNoLimiter("");

        if (endpoint.Metadata.GetMetadata<WebhookAttribute>() is not null)
            return Window($"webhooks {context.Connection.RemoteIpAddress}", options.Webhooks);

        var caller = context.RequestServices.GetRequiredService<ICaller>();
        // Files behind signed links are no place to guess passwords at, and a page may show many.
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && !ServesFileAttribute.IsOn(context) && !TakesBytesAttribute.IsOn(context)
            ? Window($"auth {caller.IpAddress} {(endpoint as RouteEndpoint)?.RoutePattern.RawText}", options.Auth)
            : Window($"api {caller.ApiKey?.Id ?? caller.UserId ?? (object?)caller.IpAddress}", options.Api);
    }

    private static RateLimitPartition<string> Window(string key, RateLimitOptions.Policy policy) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = policy.PermitLimit,
            Window = policy.Window,
            QueueLimit = 0,
        });
}

/// <summary>An endpoint that another service calls by itself.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WebhookAttribute : Attribute;
