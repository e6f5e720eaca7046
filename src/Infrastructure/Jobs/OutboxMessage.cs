using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MySaas.Infrastructure.Jobs;

internal enum MessageStatus
{
    Pending,
    Processing,
    Done,
    Dead,
}

/// <summary>A message that waits in the database, committed with the change that asked for it.</summary>
internal sealed class OutboxMessage
{
    private OutboxMessage() { }              // EF Core

    public OutboxMessage(string type, string payload, DateTimeOffset now, DateTimeOffset notBefore, string? traceParent)
    {
        Id = Guid.CreateVersion7(now);
        (Type, Payload, CreatedAt, NextAttemptAt, TraceParent) = (type, payload, now, notBefore, traceParent);
    }

    public Guid Id { get; private init; }

    /// <summary>The message's stored name.</summary>
    public string Type { get; private init; } = "";

    /// <summary>JSON; encrypted for confidential messages, and emptied when one of those is done.</summary>
    public string Payload { get; private set; } = "";

    public MessageStatus Status { get; private set; }

    /// <summary>Claims so far, successful or not.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When a worker may take it: the next attempt, or the end of the lease while one has it; null when all is done.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>The fence: who lost the lease cannot complete the row.</summary>
    public Guid? LeaseId { get; private set; }

    public string? LastError { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>W3C trace context of the request that asked for it.</summary>
    public string? TraceParent { get; private init; }

    public void Complete(DateTimeOffset now, bool forgetPayload)
    {
        (Status, CompletedAt, NextAttemptAt, LeaseId, LastError) = (MessageStatus.Done, now, null, null, null);
        if (forgetPayload)
            Payload = "";
    }

    public void Retry(DateTimeOffset at, string error) =>
        (Status, NextAttemptAt, LeaseId, LastError) = (MessageStatus.Pending, at, null, error);

    public void Bury(DateTimeOffset now, string error) =>
        (Status, CompletedAt, NextAttemptAt, LeaseId, LastError) = (MessageStatus.Dead, now, null, null, error);
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public const int MaxErrorLength = 2000;

    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.Property(message => message.Type).HasMaxLength(100);
        builder.Property(message => message.LastError).HasMaxLength(MaxErrorLength);
        builder.Property(message => message.TraceParent).HasMaxLength(64);
        builder.Property(message => message.LeaseId).IsConcurrencyToken();
    }
}
