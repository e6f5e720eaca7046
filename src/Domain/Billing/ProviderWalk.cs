using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>What the payment provider lists, and we walk through.</summary>
public enum ProviderList
{
    Subscriptions,
    Events,
}

/// <summary>
/// A walk through all that the payment provider lists of one kind, page by page. Each step is a message that is committed with
/// the step before, so that a walk goes on where a node died. There is one row per list, and one walk at a time.
/// </summary>
public sealed class ProviderWalk : AggregateRoot
{
    private ProviderWalk() { }               // EF Core

    /// <summary>Unique.</summary>
    public ProviderList List { get; private init; }

    /// <summary>Which walk it is: a step that belongs to another is void.</summary>
    public Guid RunId { get; private set; }

    /// <summary>The message of the outbox that takes the next step.</summary>
    public Guid StepId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When the last walk that came to its end began: whatever is older has been seen.</summary>
    public DateTimeOffset? SeenUntil { get; private set; }

    /// <summary>Whether another is to follow at once: somebody asked while this one had passed the first pages.</summary>
    public bool IsWantedAgain { get; private set; }

    public static ProviderWalk Through(ProviderList list, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), List = list, FinishedAt = now };

    public void Start(DateTimeOffset now) =>
        (RunId, StartedAt, FinishedAt, IsWantedAgain) = (Guid.CreateVersion7(now), now, null, false);

    public void AskAgain() => IsWantedAgain = true;

    /// <param name="messageId">The message of the outbox that takes the next step.</param>
    public void Step(Guid messageId) => StepId = messageId;

    public void Finish(DateTimeOffset now) => (FinishedAt, SeenUntil) = (now, StartedAt);
}
