using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.WebApi.Billing;

/// <summary>What is sold.</summary>
[ApiController, Route("api/v1/billing/plans"), AllowAnonymous]
public sealed class PlansController(IMediator mediator) : ControllerBase
{
    /// <summary>All plans with their prices, limits and features.</summary>
    [HttpGet]
    public Task<Page<PlanDto>> List(CancellationToken ct) => mediator.Send(new ListPlans(), ct);
}
