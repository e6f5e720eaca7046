using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;

namespace MySaas.WebApi.Organizations;

/// <summary>Places in an organization that are offered by mail.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/invitations")]
public sealed class InvitationsController(IMediator mediator) : ControllerBase
{
    /// <summary>Invites an address, for 7 days; inviting it again renews the invitation and its mail.</summary>
    [HttpPost, ProducesResponseType<InvitationDto>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Invite(Guid organizationId, InviteBody body, CancellationToken ct) =>
        StatusCode(StatusCodes.Status201Created, await mediator.Send(new InviteMember(organizationId, body.Email, body.Role), ct));

    /// <summary>Those that nobody has accepted or revoked, newest first.</summary>
    [HttpGet]
    public Task<Page<InvitationDto>> List(Guid organizationId, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListInvitations(organizationId, cursor, limit), ct);

    /// <summary>Takes one back.</summary>
    [HttpDelete("{id:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke(Guid organizationId, Guid id, CancellationToken ct)
    {
        await mediator.Send(new RevokeInvitation(organizationId, id), ct);
        return NoContent();
    }

    /// <summary>Takes the place that the mailed token offers; it must be for the caller's own confirmed address.</summary>
    [HttpPost("~/api/v1/invitations/accept")]
    public Task<OrganizationDto> Accept(AcceptInvitation command, CancellationToken ct) => mediator.Send(command, ct);

    public sealed record InviteBody(string Email, OrganizationRole? Role);
}
