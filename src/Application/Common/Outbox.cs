using MySaas.Domain.Common;

namespace MySaas.Application.Common;

/// <summary>
/// Work for after the commit. It is stored in the transaction of the use case that asks for it, handled at least once,
/// retried with backoff and, in the end, kept among the dead letters. Its stored name is set by <see cref="StoredAsAttribute"/>.
/// </summary>
public interface IMessage;

/// <summary>A message that holds secrets or addresses: encrypted while it waits, emptied when done, never shown.</summary>
public interface IConfidentialMessage : IMessage;

/// <summary>Which of the due messages go first.</summary>
public enum MessagePriority
{
    /// <summary>Somebody waits for it.</summary>
    High,
    Normal,

    /// <summary>Work in bulk, when there is nothing else to do.</summary>
    Low,
}

/// <summary>The priority of a kind of message; normal without it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PriorityAttribute(MessagePriority priority) : Attribute
{
    public MessagePriority Priority { get; } = priority;
}

/// <summary>Puts messages into the outbox of the current unit of work.</summary>
public interface IOutbox
{
    /// <param name="message">What to do.</param>
    /// <param name="notBefore">The earliest time to do it; null for right after the commit.</param>
    /// <returns>The message's id, by which operators find it.</returns>
    Guid Add(IMessage message, DateTimeOffset? notBefore = null);
}

/// <summary>
/// Does what one kind of message, or domain event, asks for. What it changes commits together with the message's
/// completion. It may run twice; its effect may not.
/// </summary>
public interface IMessageHandler<in TMessage>
{
    Task HandleAsync(TMessage message, MessageContext context, CancellationToken ct);
}

/// <param name="MessageId">Stays the same over all attempts: the key of the effect.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="CreatedAt">When the message was committed.</param>
/// <param name="IsLastAttempt">Whether it goes to the dead letters if this attempt fails.</param>
public sealed record MessageContext(Guid MessageId, int Attempt, DateTimeOffset CreatedAt, bool IsLastAttempt = false);

/// <summary>
/// A message of a row (<see cref="IOrdered"/>) that leaves it when an attempt fails: those behind it go on, and it is tried
/// again out of turn. For work that finds out by itself what there is to do, so that order only saves effort.
/// </summary>
public interface IStepAside : IMessage;

/// <summary>
/// What the message needs is away for now, whatever the message says, such as a mail server that is down. The message waits
/// until <paramref name="until"/> and no attempt is counted; after that all that waited goes on in the order of its creation.
/// </summary>
public sealed class PostponedException(DateTimeOffset until, string message) : Exception(message)
{
    public DateTimeOffset Until { get; } = until;
}
