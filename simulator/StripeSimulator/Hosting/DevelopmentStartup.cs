using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;

[assembly: HostingStartup(typeof(DevelopmentStartup))]

namespace MySaas.StripeSimulator.Hosting;

/// <summary>
/// Joins a web application whose settings name this assembly (<c>ASPNETCORE_HOSTINGSTARTUPASSEMBLIES</c>): the simulator answers
/// under <c>/dev/stripe</c>, and the application's settings lead there. Whoever sets anything of their own about Stripe gets that.
/// </summary>
public sealed class DevelopmentStartup : IHostingStartup
{
    private const string Path = "/dev/stripe";
    private const string WebhookPath = "/api/v1/webhooks/stripe";
    private const string Secret = "whsec_simulator_in_development";
    private const string StatePath = ".data/stripe-simulator.json";

    public void Configure(IWebHostBuilder builder)
    {
        builder.ConfigureAppConfiguration((context, configuration) =>
        {
            if (IsWanted(context))
                configuration.AddInMemoryCollection(Settings(UrlOf(context.Configuration)));
        });
        builder.ConfigureServices((context, services) =>
        {
            if (IsSet(context.Configuration))
                Join(services, UrlOf(context.Configuration));
        });
    }

    private static Dictionary<string, string?> Settings(Uri url) => new()
    {
        ["Stripe:ApiBase"] = url.ToString().TrimEnd('/') + Path,
        ["Stripe:SecretKey"] = "sk_test_simulator",
        ["Stripe:WebhookSecrets:0"] = Secret,
    };

    private static void Join(IServiceCollection services, Uri url)
    {
        var world = new StripeWorld(new WorldOptions { BaseUrl = url.ToString().TrimEnd('/') + Path, DeliversWebhooks = true });
        services.AddSimulator(world, StatePath, new Uri(url, WebhookPath), [Secret]);
        services.AddSingleton<IStartupFilter>(new Entrance(world));
    }

    private static bool IsWanted(WebHostBuilderContext context) =>
        context.HostingEnvironment.IsDevelopment()
        && !context.Configuration.GetSection("Stripe").GetChildren().Any(set => set.Key is "SecretKey" or "ApiBase" or "WebhookSecrets");

    private static bool IsSet(IConfiguration configuration) =>
        configuration.GetSection("Stripe:WebhookSecrets:0").Value == Secret;

    /// <summary>Where the application listens, as this machine reaches it.</summary>
    private static Uri UrlOf(IConfiguration configuration)
    {
        var urls = configuration.GetSection("urls").Value is { Length: > 0 } set ? set
            : configuration.GetSection("http_ports").Value is { Length: > 0 } ports ? $"http://localhost:{ports.Split(';')[0]}"
            : "http://localhost:5000";
        var first = urls.Split(';').OrderBy(url => url.StartsWith("https", StringComparison.OrdinalIgnoreCase)).First();
        return new Uri(first.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal));
    }

    /// <summary>Before everything of the application: its pages have other headers, and its logs are none of the application's.</summary>
    private sealed class Entrance(StripeWorld world) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(Path, stripe => stripe.Run(new SimulatorGate(world).HandleAsync));
            next(app);
        };
    }
}
