namespace MySaas.WebApi.Operations;

internal static class Listening
{
    private const string DefaultUrl = "http://localhost:5000";

    /// <summary>The URLs that the settings name, in the order in which ASP.NET Core reads them.</summary>
    public static IEnumerable<string> Urls(IConfiguration configuration)
    {
        if (configuration.GetSection("urls").Value is { Length: > 0 } urls)
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (configuration.GetSection("http_ports").Value is { Length: > 0 } ports)
            return ports.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}");
        return [DefaultUrl];
    }

    /// <summary>Adds a port on all addresses to the URLs that are served anyway.</summary>
    public static void ListenOnAlso(this WebApplicationBuilder builder, int port) =>
        builder.WebHost.UseUrls([.. Urls(builder.Configuration), $"http://*:{port}"]);
}
