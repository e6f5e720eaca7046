using System.Net;

namespace MySaas.Infrastructure.Common;

/// <summary>Section <c>App</c>.</summary>
public sealed class AppOptions
{
    /// <summary>Where people reach the product, for the links in mails; by default the listening URL.</summary>
    public Uri? BaseUrl { get; init; }

    public AppRole Role { get; init; } = AppRole.All;

    /// <summary>Addresses or networks (CIDR) of the proxies whose forwarded headers count.</summary>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    /// <summary>How long <c>/readyz</c> says 503 after SIGTERM before the listener closes, so that balancers notice.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.Zero;

    internal bool ServesApi => Role is AppRole.All or AppRole.Api;

    internal bool WorksBackground => Role is AppRole.All or AppRole.Worker;

    internal static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);
}

/// <summary>What a node does: answers requests, works in the background, or both.</summary>
public enum AppRole
{
    All,
    Api,
    Worker,
}
