using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

/// <summary>A simulator that listens on a port of its own, for tests and for programs in other processes.</summary>
public sealed class StripeSimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StripeSimulatorHost(WebApplication app, StripeWorld world) => (_app, World) = (app, world);

    public StripeWorld World { get; }

    /// <summary>What <c>Stripe:ApiBase</c> has to be, without a slash at the end.</summary>
    public string BaseUrl => World.BaseUrl;

    /// <param name="url">Where to listen; a free port of this machine by default.</param>
    public static async Task<StripeSimulatorHost> StartAsync(
        WorldOptions? options = null, TimeProvider? time = null, string url = "http://127.0.0.1:0", CancellationToken ct = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddLogging();
        var world = new StripeWorld(options, time);
        builder.Services.AddSingleton(world);
        if (world.Options.DeliversWebhooks)
            builder.Services.AddHostedService<WebhookSender>();
        var app = builder.Build();
        app.Run(new SimulatorGate(world).HandleAsync);

        await app.StartAsync(ct);
        world.BaseUrl = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new StripeSimulatorHost(app, world);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
