using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

internal static class SimulatorSetup
{
    /// <param name="statePath">Where the world is kept across restarts; null for nowhere.</param>
    /// <param name="webhookUrl">Where events are posted to; null for nowhere.</param>
    public static void AddSimulator(
        this IServiceCollection services, StripeWorld world, string? statePath, Uri? webhookUrl, IReadOnlyList<string> secrets)
    {
        services.AddSingleton(world);
        if (statePath is not null)
            services.AddHostedService(_ => new StateFile(world, statePath, Begin));
        else
            Begin();
        services.AddHostedService<WebhookSender>();

        void Begin()
        {
            if (webhookUrl is not null)
                world.Control.PointWebhooksTo(webhookUrl, secrets);
        }
    }
}
