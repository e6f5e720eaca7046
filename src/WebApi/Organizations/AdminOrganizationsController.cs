using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.WebApi.Organizations;

/// <summary>Everybody's organizations, for platform administrators.</summary>
[ApiController, Route("api/v1/admin/organizations")]
public sealed class AdminOrganizationsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists them, newest first; <c>search</c> is a part of the name or the slug.</summary>
    [HttpGet]
    public Task<Page<OrganizationSummary>> List(string? search, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListAllOrganizations(search, cursor, limit), ct);

    /// <summary>Keeps everybody out; nothing in it changes.</summary>
    [HttpPost("{id:guid}/disable"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Disable(Guid id, CancellationToken ct)
    {
        await mediator.Send(new DisableOrganization(id), ct);
        return NoContent();
    }

    /// <summary>Lets people in again.</summary>
    [HttpPost("{id:guid}/enable"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Enable(Guid id, CancellationToken ct)
    {
        await mediator.Send(new EnableOrganization(id), ct);
        return NoContent();
    }
}
