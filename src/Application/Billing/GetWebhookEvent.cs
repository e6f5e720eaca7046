using System.Text.Json.Nodes;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Billing;

/// <summary>One event, with what it says and what happened to it so far.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record GetWebhookEvent(Guid Id) : IQuery<WebhookEventDetailsDto>, IRequire<PlatformAdmin>;

/// <param name="Id">Ours.</param>
/// <param name="EventId">The provider's.</param>
/// <param name="Type">As in <c>invoice.paid</c>.</param>
/// <param name="Status">How far we are with it.</param>
/// <param name="Attempts">Tries so far, or until it was done.</param>
/// <param name="LastError">Why the last try failed; null when it is done.</param>
/// <param name="ReceivedAt">When it was stored.</param>
/// <param name="ProcessedAt">When it was done; null while it is not.</param>
/// <param name="OccurredAt">By the provider's clock, in whole seconds.</param>
/// <param name="ApiVersion">The shape that the provider wrote it in.</param>
/// <param name="CustomerId">Whom it is about, by the provider's id.</param>
/// <param name="SubscriptionId">The subscription that it names.</param>
/// <param name="InvoiceId">The invoice that it names.</param>
/// <param name="MessageId">The message that processes it, among <c>/admin/messages</c>; null when it is ignored.</param>
/// <param name="History">The attempts that failed, the oldest first; they go with the message some days after it is done.</param>
/// <param name="Payload">The event, with ids, amounts and times; names, addresses and links of people are masked.</param>
public sealed record WebhookEventDetailsDto(
    Guid Id,
    string EventId,
    string Type,
    WebhookEventStatus Status,
    int Attempts,
    string? LastError,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ProcessedAt,
    DateTimeOffset OccurredAt,
    string? ApiVersion,
    string? CustomerId,
    string? SubscriptionId,
    string? InvoiceId,
    Guid? MessageId,
    IReadOnlyList<FailedAttemptDto> History,
    JsonNode? Payload);

public sealed class GetWebhookEventHandler(IWebhookEventReads events) : IRequestHandler<GetWebhookEvent, WebhookEventDetailsDto>
{
    public async Task<WebhookEventDetailsDto> Handle(GetWebhookEvent query, CancellationToken ct) =>
        await events.FindAsync(query.Id, ct) ?? throw Refusal.NotFound.AsException();
}
