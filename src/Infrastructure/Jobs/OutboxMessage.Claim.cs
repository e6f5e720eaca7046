using System.Text.Json;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

internal sealed partial class OutboxMessage
{
    /// <summary>What a claim reads; all else in the row is the claim's own doing, or empty until the message is done.</summary>
    public static readonly IReadOnlyList<string> ClaimedColumns =
    [
        nameof(Position), nameof(Id), nameof(Type), nameof(Payload), nameof(Priority), nameof(OrderingKey),
        nameof(Attempts), nameof(CreatedAt), nameof(LastError), nameof(History), nameof(TraceParent),
    ];

    public static OutboxMessage Claimed(SqlRow row, Guid lease, DateTimeOffset until) => new()
    {
        Position = row.Number(0),
        Id = row.Guid(1),
        Type = row.Text(2),
        Payload = row.Text(3),
        Priority = row.Name<MessagePriority>(4),
        OrderingKey = row.TextOrNull(5),
        Attempts = (int)row.Number(6),
        CreatedAt = row.Time(7),
        LastError = row.TextOrNull(8),
        History = JsonSerializer.Deserialize<List<FailedAttempt>>(row.Text(9), JsonSerializerOptions.Web)!,
        TraceParent = row.TextOrNull(10),
        Status = MessageStatus.Processing,
        LeaseId = lease,
        NextAttemptAt = until,
    };
}
