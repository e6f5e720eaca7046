using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Auth;
using MySaas.Application.Common;

namespace MySaas.WebApi.Auth;

/// <summary>The devices on which the caller is signed in.</summary>
[ApiController, Route("api/v1/auth/sessions")]
public sealed class SessionsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists them, newest first.</summary>
    [HttpGet]
    public Task<Page<SessionDto>> List(string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListSessions(cursor, limit), ct);

    /// <summary>Signs one of them out.</summary>
    [HttpDelete("{id:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> End(Guid id, CancellationToken ct)
    {
        await mediator.Send(new EndSession(id), ct);
        return NoContent();
    }
}
