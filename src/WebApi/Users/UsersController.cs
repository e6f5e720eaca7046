using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Users;
using MySaas.WebApi.Files;

namespace MySaas.WebApi.Users;

/// <summary>The caller's own account.</summary>
[ApiController, Route("api/v1/users")]
public sealed class UsersController(IMediator mediator) : ControllerBase
{
    /// <summary>Who the caller is.</summary>
    [HttpGet("me")]
    public Task<ProfileDto> GetMe(CancellationToken ct) => mediator.Send(new GetMe(), ct);

    /// <summary>Changes the display name; anything else in the body is ignored.</summary>
    [HttpPatch("me")]
    public async Task<ProfileDto> UpdateMe(UpdateMe command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return await mediator.Send(new GetMe(), ct);
    }

    /// <summary>Signs the caller out and erases the account after the grace period; signing in before then takes it back.</summary>
    [HttpDelete("me"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> DeleteMe(DeleteMe command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return Accepted();
    }

    /// <summary>Packs all that is held of the caller; a mail brings the link.</summary>
    [HttpPost("me/export"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> ExportMe(CancellationToken ct)
    {
        await mediator.Send(new ExportMe(), ct);
        return Accepted();
    }

    /// <summary>The archive behind the mailed link.</summary>
    [HttpGet("exports/{id:guid}"), AllowAnonymous, ServesFile]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK, "application/zip")]
    public async Task<IActionResult> DownloadExport(Guid id, string token, CancellationToken ct) =>
        new StoredFileResult(await mediator.Send(new DownloadExport(id, token ?? ""), ct));
}
