using System.Text.Json.Nodes;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>One message, with what happened to it so far.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record GetMessage(Guid Id) : IQuery<MessageDetailsDto>, IRequire<PlatformAdmin>;

/// <param name="Priority">Which of the due messages go first.</param>
/// <param name="OrderingKey">Messages with the same key are handled one after the other; null for those that need no order.</param>
/// <param name="TraceParent">W3C trace context of the request that asked for it.</param>
/// <param name="CompletedAt">When it was done or given up.</param>
/// <param name="Payload">What to do; null for confidential messages.</param>
/// <param name="History">The attempts that failed, the oldest first.</param>
public sealed record MessageDetailsDto(
    Guid Id,
    string Type,
    MessageStatus Status,
    int Attempts,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? CompletedAt,
    MessagePriority Priority,
    string? OrderingKey,
    string? TraceParent,
    JsonNode? Payload,
    IReadOnlyList<FailedAttemptDto> History);

/// <param name="Attempt">Counts from 1.</param>
/// <param name="Node">The process that tried.</param>
public sealed record FailedAttemptDto(int Attempt, DateTimeOffset At, string Node, string Error);

public sealed class GetMessageHandler(IMessageReads messages) : IRequestHandler<GetMessage, MessageDetailsDto>
{
    public async Task<MessageDetailsDto> Handle(GetMessage query, CancellationToken ct) =>
        await messages.FindAsync(query.Id, ct) ?? throw Refusal.NotFound.AsException();
}
