using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.WebApi.Files;

namespace MySaas.WebApi.Billing;

/// <summary>How the business does, for platform administrators.</summary>
[ApiController, Route("api/v1/admin/metrics")]
public sealed class AdminMetricsController(IMediator mediator) : ControllerBase
{
    /// <summary>Sign-ups, active organizations, recurring revenue and churn, day by day by UTC, newest first; the last 30 days by default, at most 366.</summary>
    [HttpGet("business")]
    public Task<Page<BusinessDayDto>> Business(DateOnly? from, DateOnly? to, CancellationToken ct) => mediator.Send(new GetBusinessMetrics(from, to), ct);

    /// <summary>Packs the same days into a CSV file; a mail brings the link.</summary>
    [HttpPost("business/export"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Export(DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        await mediator.Send(new ExportBusinessMetrics(from, to), ct);
        return Accepted();
    }

    /// <summary>The file behind the mailed link.</summary>
    [HttpGet("exports/{id:guid}"), AllowAnonymous, ServesFile]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK, "application/gzip")]
    public async Task<IActionResult> Download(Guid id, string token, CancellationToken ct) =>
        new StoredFileResult(await mediator.Send(new DownloadExport(id, token ?? ""), ct));
}
