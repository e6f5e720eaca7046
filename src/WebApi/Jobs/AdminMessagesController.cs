using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.WebApi.Jobs;

/// <summary>Work for after the commit, for platform administrators: what waits, what failed and why, and another chance.</summary>
[ApiController, Route("api/v1/admin/messages")]
public sealed class AdminMessagesController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists messages, newest first; <c>type</c> is the name that they are stored under.</summary>
    [HttpGet]
    public Task<Page<MessageDto>> List(MessageStatus? status, string? type, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListMessages(status, type, cursor, limit), ct);

    /// <summary>Shows one message with the attempts that failed; its payload, too, unless that is confidential.</summary>
    [HttpGet("{id:guid}")]
    public Task<MessageDetailsDto> Get(Guid id, CancellationToken ct) => mediator.Send(new GetMessage(id), ct);

    /// <summary>Takes a dead message up again.</summary>
    [HttpPost("{id:guid}/retry"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Retry(Guid id, CancellationToken ct)
    {
        await mediator.Send(new RetryMessage(id), ct);
        return Accepted();
    }

    /// <summary>Takes all dead messages up again, or those of one type.</summary>
    [HttpPost("retry")]
    public Task<RetriedDto> RetryAll(RetryMessages command, CancellationToken ct) => mediator.Send(command, ct);
}
