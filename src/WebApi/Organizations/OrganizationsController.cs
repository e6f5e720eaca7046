using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.WebApi.Organizations;

/// <summary>The organizations that people work in.</summary>
[ApiController, Route("api/v1/organizations")]
public sealed class OrganizationsController(IMediator mediator) : ControllerBase
{
    /// <summary>Founds one; the caller owns it.</summary>
    [HttpPost, ProducesResponseType<OrganizationDto>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(CreateOrganization command, CancellationToken ct)
    {
        var created = await mediator.Send(command, ct);
        return CreatedAtAction(nameof(Get), new { organizationId = created.Id }, created);
    }

    /// <summary>Those that the caller is in, newest first.</summary>
    [HttpGet]
    public Task<Page<OrganizationDto>> List(string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListOrganizations(cursor, limit), ct);

    /// <summary>One of them, and what the caller may do in it.</summary>
    [HttpGet("{organizationId:guid}")]
    public Task<OrganizationDetails> Get(Guid organizationId, CancellationToken ct) =>
        mediator.Send(new GetOrganization(organizationId), ct);

    /// <summary>Changes the name; the slug stays.</summary>
    [HttpPatch("{organizationId:guid}")]
    public async Task<OrganizationDetails> Rename(Guid organizationId, RenameBody body, CancellationToken ct)
    {
        await mediator.Send(new RenameOrganization(organizationId, body.Name), ct);
        return await mediator.Send(new GetOrganization(organizationId), ct);
    }

    /// <summary>Erases it after the grace period; until then an owner can restore it.</summary>
    [HttpDelete("{organizationId:guid}"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Delete(Guid organizationId, CancellationToken ct)
    {
        await mediator.Send(new DeleteOrganization(organizationId), ct);
        return Accepted();
    }

    /// <summary>Takes the deletion back.</summary>
    [HttpPost("{organizationId:guid}/restore"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Restore(Guid organizationId, CancellationToken ct)
    {
        await mediator.Send(new RestoreOrganization(organizationId), ct);
        return NoContent();
    }

    /// <summary>Makes another member an owner; the caller, who was one, becomes an admin.</summary>
    [HttpPost("{organizationId:guid}/transfer-ownership"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> TransferOwnership(Guid organizationId, TransferBody body, CancellationToken ct)
    {
        await mediator.Send(new TransferOwnership(organizationId, body.UserId), ct);
        return NoContent();
    }

    public sealed record RenameBody(string? Name);

    /// <param name="UserId">A member who does not own it yet.</param>
    public sealed record TransferBody(Guid UserId);
}
