using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.WebApi.Billing;

/// <summary>Whether our copy of what is billed is the payment provider's, for platform administrators.</summary>
[ApiController, Route("api/v1/admin/billing")]
public sealed class AdminBillingController(IMediator mediator) : ControllerBase
{
    /// <summary>Begins to compare all subscriptions with the payment provider's and to repair ours, as the daily job does.</summary>
    [HttpPost("reconcile"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Reconcile(CancellationToken ct)
    {
        await mediator.Send(new ReconcileBilling(), ct);
        return Accepted();
    }

    /// <summary>Lists what that found and repaired, field by field, newest first.</summary>
    [HttpGet("drift")]
    public Task<Page<DriftDto>> Drift(string? cursor, int? limit, CancellationToken ct) => mediator.Send(new ListDrift(cursor, limit), ct);
}
