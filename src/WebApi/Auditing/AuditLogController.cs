using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.WebApi.Files;

namespace MySaas.WebApi.Auditing;

/// <summary>The record of what happened in an organization.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/audit-log")]
public sealed class AuditLogController(IMediator mediator) : ControllerBase
{
    /// <summary>Its lines, newest first; the filters narrow it down.</summary>
    /// <param name="organizationId">Whose log.</param>
    /// <param name="actorId">Who did it: a user or an API key.</param>
    /// <param name="action">What they did, such as <c>members.removed</c>.</param>
    /// <param name="subject">The id of what it was done to.</param>
    /// <param name="from">At this time or later.</param>
    /// <param name="to">Before this time.</param>
    /// <param name="cursor">Where the page starts.</param>
    /// <param name="limit">1 to 100 lines.</param>
    /// <param name="ct">The caller hung up.</param>
    [HttpGet]
    public Task<Page<AuditEntryDto>> List(
        Guid organizationId, Guid? actorId, string? action, Guid? subject, DateTimeOffset? from, DateTimeOffset? to,
        string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListAuditLog(organizationId, new AuditFilter(actorId, action, subject, from, to), cursor, limit), ct);

    /// <summary>Packs the newest 100,000 of the lines that match into a CSV file; a mail brings the link.</summary>
    [HttpPost("export"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Export(Guid organizationId, AuditFilter filter, CancellationToken ct)
    {
        await mediator.Send(new ExportAuditLog(organizationId, filter), ct);
        return Accepted();
    }

    /// <summary>The file behind the mailed link.</summary>
    [HttpGet("~/api/v1/audit-log-exports/{id:guid}"), AllowAnonymous, ServesFile]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK, "application/gzip")]
    public async Task<IActionResult> Download(Guid id, string token, CancellationToken ct) =>
        new StoredFileResult(await mediator.Send(new DownloadAuditLog(id, token ?? ""), ct));
}
