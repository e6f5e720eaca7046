using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Users;

namespace MySaas.WebApi.Users;

/// <summary>Everybody's accounts, for platform administrators.</summary>
[ApiController, Route("api/v1/admin/users")]
public sealed class AdminUsersController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists them, newest first; <c>search</c> is a part of the address or the name.</summary>
    [HttpGet]
    public Task<Page<UserDto>> List(string? search, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListUsers(search, cursor, limit), ct);

    /// <summary>Signs somebody out everywhere and keeps them out.</summary>
    [HttpPost("{id:guid}/disable"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Disable(Guid id, CancellationToken ct)
    {
        await mediator.Send(new DisableUser(id), ct);
        return NoContent();
    }

    /// <summary>
    /// Lets the caller act as somebody, for as long as an access token lives and for a reason that this person will read. Passwords,
    /// factors, billing and whatever outlasts the visit stay out of reach.
    /// </summary>
    [HttpPost("{id:guid}/impersonate")]
    public Task<ImpersonationToken> Impersonate(Guid id, ReasonBody body, CancellationToken ct) =>
        mediator.Send(new ImpersonateUser(id, body.Reason), ct);

    /// <summary>Lets somebody in again.</summary>
    [HttpPost("{id:guid}/enable"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Enable(Guid id, CancellationToken ct)
    {
        await mediator.Send(new EnableUser(id), ct);
        return NoContent();
    }

    /// <param name="Reason">Such as the number of the support ticket.</param>
    public sealed record ReasonBody(string Reason);
}
