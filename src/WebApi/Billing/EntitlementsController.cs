using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;

namespace MySaas.WebApi.Billing;

/// <summary>What an organization's plan opens.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/entitlements")]
public sealed class EntitlementsController(IMediator mediator) : ControllerBase
{
    /// <summary>What the plan includes, and how much of what it limits is used.</summary>
    [HttpGet]
    public Task<EntitlementsDto> Get(Guid organizationId, CancellationToken ct) => mediator.Send(new GetEntitlements(organizationId), ct);
}
