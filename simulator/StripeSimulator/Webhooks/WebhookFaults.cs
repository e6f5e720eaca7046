namespace MySaas.StripeSimulator.Webhooks;

/// <summary>What may go wrong with deliveries. It counts for events that come to be while it is set.</summary>
public sealed record WebhookFaults
{
    public static readonly WebhookFaults None = new();

    /// <summary>Nothing is sent until it is released.</summary>
    public bool Hold { get; init; }

    /// <summary>Further copies of each delivery.</summary>
    public int Duplicates { get; init; }

    /// <summary>Deliveries go out in a random order.</summary>
    public bool Shuffle { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Types that are lost; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Signatures are wrong.</summary>
    public bool Corrupt { get; init; }

    internal bool Loses(string type) => Drop.Contains("*") || Drop.Contains(type);
}
