using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>What the payment provider told us, and how far we are with it.</summary>
/// <param name="Status">Only events in this state; null for all.</param>
/// <param name="Type">Only events of this type, in the provider's words; null for all.</param>
public sealed record ListWebhookEvents(WebhookEventStatus? Status, string? Type, string? Cursor, int? Limit)
    : IQuery<Page<WebhookEventDto>>, IRequire<PlatformAdmin>;

public enum WebhookEventStatus
{
    /// <summary>It waits for a worker, or for the time of its next attempt.</summary>
    Pending,

    /// <summary>A worker has it, or had it when it died.</summary>
    Processing,

    Done,

    /// <summary>Stored and never processed: of a kind that changes nothing here, or of the provider's other mode.</summary>
    Ignored,

    /// <summary>It will not be tried again unless somebody asks for it.</summary>
    Dead,
}

/// <param name="Id">Ours.</param>
/// <param name="EventId">The provider's.</param>
/// <param name="Type">As in <c>invoice.paid</c>.</param>
/// <param name="Status">How far we are with it.</param>
/// <param name="Attempts">Tries so far, or until it was done.</param>
/// <param name="LastError">Why the last try failed; null when it is done.</param>
/// <param name="ReceivedAt">When it was stored.</param>
/// <param name="ProcessedAt">When it was done; null while it is not.</param>
public sealed record WebhookEventDto(
    Guid Id, string EventId, string Type, WebhookEventStatus Status, int Attempts, string? LastError, DateTimeOffset ReceivedAt, DateTimeOffset? ProcessedAt);

public sealed class ListWebhookEventsValidator : AbstractValidator<ListWebhookEvents>
{
    public ListWebhookEventsValidator()
    {
        RuleFor(q => q.Status).IsInEnum();
        RuleFor(q => q.Type).WebhookEventType();
    }
}

public sealed class ListWebhookEventsHandler(IWebhookEventReads events) : IRequestHandler<ListWebhookEvents, Page<WebhookEventDto>>
{
    private const string List = "webhook-events";

    public async Task<Page<WebhookEventDto>> Handle(ListWebhookEvents query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await events.ListAsync(query.Status, query.Type, page, ct), told => told.Id);
    }
}

internal static class WebhookEventTypeRule
{
    /// <summary>A name that the payment provider may give a kind of event; null for any.</summary>
    public static void WebhookEventType<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(@"\A[a-z0-9_.]{1,255}\z").WithMessage("A type looks like invoice.paid.");
}
