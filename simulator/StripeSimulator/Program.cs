using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var settings = builder.Configuration.GetSection("Simulator").Get<SimulatorSettings>() ?? new SimulatorSettings();
var world = new StripeWorld(new WorldOptions { Seed = settings.Seed, DeliversWebhooks = true });
builder.Services.AddSimulator(world, settings.StateFile, settings.WebhookUrl, settings.WebhookSecrets);

var app = builder.Build();
app.Run(new SimulatorGate(world, settings.PublicUrl).HandleAsync);
await app.RunAsync();

/// <summary>Internal, so that it does not stand in the way of the product's own.</summary>
internal sealed partial class Program;
