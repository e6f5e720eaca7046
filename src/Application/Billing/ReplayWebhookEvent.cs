using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Processes an event again that is done or dead. It asks the provider anew, so a second time does no harm.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record ReplayWebhookEvent(Guid Id) : ICommand, IRequire<PlatformAdmin>;

public sealed class ReplayWebhookEventHandler(IWebhookEventRepository events, WebhookReplay replay) : IRequestHandler<ReplayWebhookEvent, Unit>
{
    private static readonly Refusal Ignored = new(
        RefusalKind.Conflict, "billing.event_ignored", "This event is of a kind that changes nothing here, or of the provider's other mode.");

    private static readonly Refusal Unfinished = new(
        RefusalKind.Conflict, "billing.event_unfinished", "This event is being processed, or waits for it.");

    public async Task<Unit> Handle(ReplayWebhookEvent command, CancellationToken ct)
    {
        var told = await events.FindAsync(command.Id, ct) ?? throw Refusal.NotFound.AsException();
        if (told.IsIgnored)
            throw Ignored.AsException();
        if (!await replay.TryAsync(told, ct))
            throw Unfinished.AsException();
        return Unit.Value;
    }
}

/// <summary>Another chance for an event: its dead message is revived, or it gets a new one.</summary>
public sealed class WebhookReplay(IOutboxCare care, IMessageReads messages, IOutbox outbox)
{
    /// <returns>False when it waits or is under way, so that there is nothing to do.</returns>
    public async Task<bool> TryAsync(WebhookEvent told, CancellationToken ct)
    {
        if (told is { ProcessedAt: null, MessageId: { } messageId })
        {
            if (await care.ReviveAsync(messageId, ct))
                return true;
            if (await messages.FindAsync(messageId, ct) is not null)
                return false;
        }

        told.Enqueue(outbox.Add(ProcessWebhookEvent.Of(told)));
        return true;
    }
}
