using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// How far an unfinished event is, its message in the outbox knows. The few that are unfinished or dead are found from there, by its
/// indexes, however many events are done.
/// </summary>
internal sealed class WebhookEventReads(AppDbContext db) : IWebhookEventReads
{
    private IQueryable<OutboxMessage> Messages => db.OutboxMessages.Where(message => message.Type == ProcessWebhookEvent.StoredName);

    public async Task<IReadOnlyList<WebhookEventDto>> ListAsync(WebhookEventStatus? status, string? type, PageRequest page, CancellationToken ct)
    {
        var events = status switch
        {
            WebhookEventStatus.Dead => Of(Messages.Where(message => message.Status == MessageStatus.Dead)),
            WebhookEventStatus.Pending => Of(Messages.Where(message => message.NextAttemptAt != null && message.Status == MessageStatus.Pending)),
            WebhookEventStatus.Processing => Of(Messages.Where(message => message.NextAttemptAt != null && message.Status == MessageStatus.Processing)),
            WebhookEventStatus.Ignored => WithMessages(db.WebhookEvents.Where(told => told.IsIgnored)),
            WebhookEventStatus.Done => WithMessages(db.WebhookEvents.Where(told => told.ProcessedAt != null)),
            _ => WithMessages(db.WebhookEvents),
        };
        if (type is not null)
            events = events.Where(row => row.Told.Type == type);
        if (page.After is { } after)
            events = events.Where(row => row.Told.Id.CompareTo(after) < 0);
        var rows = await events.AsNoTracking().OrderByDescending(row => row.Told.Id).Take(page.Limit + 1)
            .Select(row => new
            {
                row.Told.Id,
                row.Told.EventId,
                row.Told.Type,
                row.Told.IsIgnored,
                row.Told.ReceivedAt,
                row.Told.ProcessedAt,
                Tries = row.Told.Attempts,
                Status = (MessageStatus?)row.Message!.Status,
                Attempts = (int?)row.Message.Attempts,
                row.Message.LastError,
            })
            .ToListAsync(ct);
        return
        [
            .. rows.Select(row => new WebhookEventDto(
                row.Id, row.EventId, row.Type, StatusOf(row.IsIgnored, row.ProcessedAt, row.Status),
                row.ProcessedAt is null ? row.Attempts ?? row.Tries : row.Tries, row.LastError, row.ReceivedAt, row.ProcessedAt)),
        ];
    }

    public async Task<WebhookEventDetailsDto?> FindAsync(Guid id, CancellationToken ct) =>
        await WithMessages(db.WebhookEvents.Where(told => told.Id == id)).AsNoTracking().FirstOrDefaultAsync(ct) is { } row
            ? Details(row.Told, row.Message) : null;

    private IQueryable<Row> Of(IQueryable<OutboxMessage> messages) => messages.Join(
        db.WebhookEvents, message => (Guid?)message.Id, told => told.MessageId, (message, told) => new Row { Told = told, Message = message });

    private IQueryable<Row> WithMessages(IQueryable<WebhookEvent> events) => events.LeftJoin(
        db.OutboxMessages, told => told.MessageId, message => (Guid?)message.Id, (told, message) => new Row { Told = told, Message = message });

    private static WebhookEventDetailsDto Details(WebhookEvent told, OutboxMessage? message) => new(
        told.Id,
        told.EventId,
        told.Type,
        StatusOf(told.IsIgnored, told.ProcessedAt, message?.Status),
        told.ProcessedAt is null ? message?.Attempts ?? told.Attempts : told.Attempts,
        message?.LastError,
        told.ReceivedAt,
        told.ProcessedAt,
        told.OccurredAt,
        told.ApiVersion,
        told.CustomerId,
        told.SubscriptionId,
        told.InvoiceId,
        told.MessageId,
        [.. (message?.History ?? []).Select(failed => new FailedAttemptDto(failed.Attempt, failed.At, failed.Node, failed.Error))],
        WebhookPayload.Mask(told.Payload));

    // Of one whose message somebody took out of the database nothing will come by itself, so it counts as dead.
    private static WebhookEventStatus StatusOf(bool isIgnored, DateTimeOffset? processedAt, MessageStatus? message) => (isIgnored, processedAt, message) switch
    {
        (true, _, _) => WebhookEventStatus.Ignored,
        (_, not null, _) or (_, _, MessageStatus.Done) => WebhookEventStatus.Done,
        (_, _, MessageStatus.Pending) => WebhookEventStatus.Pending,
        (_, _, MessageStatus.Processing) => WebhookEventStatus.Processing,
        _ => WebhookEventStatus.Dead,
    };

    private sealed class Row
    {
        public required WebhookEvent Told { get; init; }
        public required OutboxMessage? Message { get; init; }
    }
}
