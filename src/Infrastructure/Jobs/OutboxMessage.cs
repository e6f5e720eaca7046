using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Infrastructure.Jobs;

/// <summary>An attempt without success, kept with the message for those who have to find out why.</summary>
internal sealed record FailedAttempt(int Attempt, DateTimeOffset At, string Node, string Error);

/// <summary>A message that waits in the database, committed with the change that asked for it.</summary>
internal sealed partial class OutboxMessage
{
    private OutboxMessage() { }              // EF Core

    public OutboxMessage(
        string type, string payload, DateTimeOffset now, DateTimeOffset notBefore, string? traceParent,
        MessagePriority priority = MessagePriority.Normal, string? orderingKey = null)
    {
        Id = Guid.CreateVersion7(now);
        (Type, Payload, CreatedAt, NextAttemptAt, TraceParent) = (type, payload, now, notBefore, traceParent);
        (Priority, OrderingKey) = (priority, orderingKey);
    }

    /// <summary>Counted by the database in the order of insertion: the clocks of nodes differ, and one tick holds many messages.</summary>
    public long Position { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The message's stored name.</summary>
    public string Type { get; private init; } = "";

    /// <summary>JSON; encrypted for confidential messages, and emptied when one of those is done.</summary>
    public string Payload { get; private set; } = "";

    public MessagePriority Priority { get; private init; }

    /// <summary>Of the messages with the same key only the first unfinished one is handed out.</summary>
    public string? OrderingKey { get; private set; }

    public MessageStatus Status { get; private set; }

    /// <summary>Claims so far, successful or not, since it was created or taken back from the dead.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When a worker may take it: the next attempt, or the end of the lease while one has it; null when all is done.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>The fence: who lost the lease cannot complete the row.</summary>
    public Guid? LeaseId { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>The attempts that failed, the oldest first. One that is missing ended with its process or its lease.</summary>
    public IReadOnlyList<FailedAttempt> History { get; private set; } = [];

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>W3C trace context of the request that asked for it.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>For a context of its own: what one attempt sets on its copy, another does not see.</summary>
    public OutboxMessage Copy() => (OutboxMessage)MemberwiseClone();

    public void Complete(DateTimeOffset now, bool forgetPayload)
    {
        (Status, CompletedAt, NextAttemptAt, LeaseId, LastError) = (MessageStatus.Done, now, null, null, null);
        if (forgetPayload)
            Payload = "";
    }

    /// <param name="stepsAside">Whether it leaves its row, so that those behind it go on.</param>
    public void Retry(DateTimeOffset at, FailedAttempt failure, bool stepsAside = false)
    {
        Remember(failure);
        (Status, NextAttemptAt, LeaseId) = (MessageStatus.Pending, at, null);
        if (stepsAside)
            OrderingKey = null;
    }

    public void Bury(DateTimeOffset now, FailedAttempt failure)
    {
        Remember(failure);
        (Status, CompletedAt, NextAttemptAt, LeaseId) = (MessageStatus.Dead, now, null, null);
    }

    /// <summary>Gives it back untried.</summary>
    public void Postpone(DateTimeOffset until, string? reason) =>
        (Status, NextAttemptAt, LeaseId, LastError, Attempts) = (MessageStatus.Pending, until, null, reason ?? LastError, Attempts - 1);

    private void Remember(FailedAttempt failure) => (LastError, History) = (failure.Error, [.. History, failure]);
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public const int MaxErrorLength = 2000;

    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.HasKey(message => message.Position);
        builder.Property(message => message.Position).ValueGeneratedOnAdd();
        builder.HasIndex(message => message.Id).IsUnique();
        builder.HasIndex(message => new { message.Type, message.Id });
        builder.Property(message => message.Type).HasMaxLength(100);
        builder.Property(message => message.OrderingKey).HasMaxLength(100);
        builder.Property(message => message.LastError).HasMaxLength(MaxErrorLength);
        builder.Property(message => message.TraceParent).HasMaxLength(64);
        builder.Property(message => message.LeaseId).IsConcurrencyToken();
        builder.Property(message => message.History).HasConversion(
            history => JsonSerializer.Serialize(history, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<FailedAttempt>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<FailedAttempt>>(
                (left, right) => left!.SequenceEqual(right!), history => history.Count, history => history));
    }
}
