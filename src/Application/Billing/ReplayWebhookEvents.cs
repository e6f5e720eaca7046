using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>Processes all dead events again, or all that are done, or those of one type.</summary>
/// <param name="Status">Dead or done; dead when it is null.</param>
/// <param name="Type">In the provider's words; null for all.</param>
public sealed record ReplayWebhookEvents(WebhookEventStatus? Status, string? Type) : ICommand, IRequire<PlatformAdmin>;

public sealed class ReplayWebhookEventsValidator : AbstractValidator<ReplayWebhookEvents>
{
    public ReplayWebhookEventsValidator()
    {
        RuleFor(c => c.Status).Must(status => status is null or WebhookEventStatus.Dead or WebhookEventStatus.Done)
            .WithMessage("Only events that are dead or done are replayed.");
        RuleFor(c => c.Type).WebhookEventType();
    }
}

public sealed class ReplayWebhookEventsHandler(IOutbox outbox, TimeProvider clock) : IRequestHandler<ReplayWebhookEvents, Unit>
{
    public Task<Unit> Handle(ReplayWebhookEvents command, CancellationToken ct)
    {
        outbox.Add(new WebhookEventsToReplay(command.Status is WebhookEventStatus.Done, command.Type, Guid.CreateVersion7(clock.GetUtcNow())));
        return Unit.Task;
    }
}

/// <summary>A page of events to replay, from the newest to the oldest; each page asks for the next, so that any number is a small transaction.</summary>
/// <param name="AreDone">Whether they are done; otherwise they are dead.</param>
/// <param name="Before">Only what was received earlier than this.</param>
[StoredAs("billing.replay_webhook_events.v1"), Priority(MessagePriority.Low)]
public sealed record WebhookEventsToReplay(bool AreDone, string? Type, Guid Before) : IMessage;

public sealed class WebhookEventsToReplayHandler(IWebhookEventReads reads, IWebhookEventRepository events, WebhookReplay replay, IOutbox outbox)
    : IMessageHandler<WebhookEventsToReplay>
{
    public async Task HandleAsync(WebhookEventsToReplay message, MessageContext context, CancellationToken ct)
    {
        var status = message.AreDone ? WebhookEventStatus.Done : WebhookEventStatus.Dead;
        var page = await reads.ListAsync(status, message.Type, new PageRequest(message.Before, PageRequest.MaxLimit), ct);
        foreach (var item in page.Take(PageRequest.MaxLimit))
            if (await events.FindAsync(item.Id, ct) is { } told)
                await replay.TryAsync(told, ct);

        if (page.Count > PageRequest.MaxLimit)
            outbox.Add(message with { Before = page[PageRequest.MaxLimit - 1].Id });
    }
}
