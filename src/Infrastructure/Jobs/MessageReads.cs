using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

internal sealed class MessageReads(AppDbContext db) : IMessageReads
{
    public async Task<IReadOnlyList<MessageDto>> ListAsync(MessageStatus? status, string? type, PageRequest page, CancellationToken ct)
    {
        var messages = status switch
        {
            // In the words of the indexes that hold the unfinished and the dead.
            MessageStatus.Dead => db.OutboxMessages.Where(message => message.Status == MessageStatus.Dead),
            MessageStatus.Pending or MessageStatus.Processing =>
                db.OutboxMessages.Where(message => message.NextAttemptAt != null && message.Status == status),
            { } other => db.OutboxMessages.Where(message => message.Status == other),
            null => db.OutboxMessages,
        };
        if (type is not null)
            messages = messages.Where(message => message.Type == type);
        if (page.After is { } after)
            messages = messages.Where(message => message.Id.CompareTo(after) < 0);
        return await messages.AsNoTracking().OrderByDescending(message => message.Id).Take(page.Limit + 1)
            .Select(message => new MessageDto(
                message.Id, message.Type, message.Status, message.Attempts, message.LastError, message.CreatedAt, message.NextAttemptAt))
            .ToListAsync(ct);
    }

    public async Task<MessageDetailsDto?> FindAsync(Guid id, CancellationToken ct) =>
        await db.OutboxMessages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == id, ct) is { } row ? Details(row) : null;

    private static MessageDetailsDto Details(OutboxMessage row) => new(
        row.Id,
        row.Type,
        row.Status,
        row.Attempts,
        row.LastError,
        row.CreatedAt,
        row.NextAttemptAt,
        row.CompletedAt,
        row.Priority,
        row.OrderingKey,
        row.TraceParent,
        MessageSerializer.IsConfidential(row.Type) ? null : JsonOf(row.Payload),
        [.. row.History.Select(failed => new FailedAttemptDto(failed.Attempt, failed.At, failed.Node, failed.Error))]);

    // What is no JSON was written by another release, which may have had its reasons to encrypt it.
    private static JsonNode? JsonOf(string payload)
    {
        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
