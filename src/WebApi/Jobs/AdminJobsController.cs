using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.WebApi.Jobs;

/// <summary>What the product does by the clock, for platform administrators.</summary>
[ApiController, Route("api/v1/admin/jobs")]
public sealed class AdminJobsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists all jobs with their schedules and their last 20 runs, newest first.</summary>
    [HttpGet]
    public Task<Page<JobDto>> List(CancellationToken ct) => mediator.Send(new ListJobs(), ct);

    /// <summary>Runs a job as soon as a worker is free, also one that is off; the list shows the run.</summary>
    [HttpPost("{name}/run"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Run(string name, CancellationToken ct)
    {
        await mediator.Send(new RunJob(name), ct);
        return Accepted();
    }
}
