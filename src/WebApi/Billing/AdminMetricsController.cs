using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.WebApi.Billing;

/// <summary>How the business does, for platform administrators.</summary>
[ApiController, Route("api/v1/admin/metrics")]
public sealed class AdminMetricsController(IMediator mediator) : ControllerBase
{
    /// <summary>Sign-ups, active organizations, recurring revenue and churn, day by day by UTC, newest first; the last 30 days by default, at most 366.</summary>
    [HttpGet("business")]
    public Task<Page<BusinessDayDto>> Business(DateOnly? from, DateOnly? to, CancellationToken ct) => mediator.Send(new GetBusinessMetrics(from, to), ct);
}
