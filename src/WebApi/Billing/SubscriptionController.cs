using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;

namespace MySaas.WebApi.Billing;

/// <summary>What an organization pays for.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/subscription")]
public sealed class SubscriptionController(IMediator mediator) : ControllerBase
{
    /// <summary>The subscription, and what it opens; the free plan for who has none.</summary>
    [HttpGet]
    public Task<SubscriptionDto> Get(Guid organizationId, CancellationToken ct) => mediator.Send(new GetSubscription(organizationId), ct);
}
