namespace MySaas.StripeSimulator.Hosting;

/// <summary>Section <c>Simulator</c>, when it runs alone.</summary>
internal sealed class SimulatorSettings
{
    /// <summary>Where events are posted to; nowhere by default.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>What they are signed with; with more than one, as while a secret is rolled.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>Where people reach the pages, if that is not where the API is called.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where everything is kept across restarts; nowhere by default.</summary>
    public string? StateFile { get; init; }

    public int? Seed { get; init; }
}
