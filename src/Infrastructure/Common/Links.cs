using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MySaas.Application.Notifications;

namespace MySaas.Infrastructure.Common;

/// <summary>Absolute links from the setting, or else from the address that the server listens on.</summary>
internal sealed class Links(AppOptions options, IServer server) : ILinks
{
    public string To(string path, params (string Name, string Value)[] query)
    {
        var root = (options.BaseUrl?.ToString() ?? ListeningUrl()).TrimEnd('/');
        var arguments = string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));
        return arguments.Length == 0 ? root + path : $"{root}{path}?{arguments}";
    }

    private string ListeningUrl() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?.Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal)
        ?? "http://localhost";
}
