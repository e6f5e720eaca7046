using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.WebApi.Billing;

/// <summary>What the payment provider told us, for platform administrators: what waits, what failed and why, and another chance.</summary>
[ApiController, Route("api/v1/admin/webhook-events")]
public sealed class AdminWebhookEventsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists events, newest first; <c>type</c> is the provider's word for their kind, such as <c>invoice.paid</c>.</summary>
    [HttpGet]
    public Task<Page<WebhookEventDto>> List(WebhookEventStatus? status, string? type, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListWebhookEvents(status, type, cursor, limit), ct);

    /// <summary>Shows one event with the attempts that failed, and what it says without names, addresses and links.</summary>
    [HttpGet("{id:guid}")]
    public Task<WebhookEventDetailsDto> Get(Guid id, CancellationToken ct) => mediator.Send(new GetWebhookEvent(id), ct);

    /// <summary>Processes an event again that is dead or done.</summary>
    [HttpPost("{id:guid}/replay"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Replay(Guid id, CancellationToken ct)
    {
        await mediator.Send(new ReplayWebhookEvent(id), ct);
        return Accepted();
    }

    /// <summary>Processes all dead events again, or all that are done, or those of one type; the list shows how far it is.</summary>
    [HttpPost("replay"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> ReplayAll(ReplayWebhookEvents command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return Accepted();
    }
}
