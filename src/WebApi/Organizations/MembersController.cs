using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;

namespace MySaas.WebApi.Organizations;

/// <summary>The people in an organization.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/members")]
public sealed class MembersController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists them, the newest first.</summary>
    [HttpGet]
    public Task<Page<MemberDto>> List(Guid organizationId, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListMembers(organizationId, cursor, limit), ct);

    /// <summary>Gives somebody another role, at most the caller's own.</summary>
    [HttpPatch("{userId:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ChangeRole(Guid organizationId, Guid userId, RoleBody body, CancellationToken ct)
    {
        await mediator.Send(new ChangeMemberRole(organizationId, userId, body.Role), ct);
        return NoContent();
    }

    /// <summary>Takes somebody out; with one's own id, leaves.</summary>
    [HttpDelete("{userId:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Remove(Guid organizationId, Guid userId, CancellationToken ct)
    {
        await mediator.Send(new RemoveMember(organizationId, userId), ct);
        return NoContent();
    }

    public sealed record RoleBody(OrganizationRole? Role);
}
