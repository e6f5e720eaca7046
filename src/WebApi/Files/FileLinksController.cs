using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>Files behind signed links.</summary>
[ApiController, Route("api/v1/file-links"), AllowAnonymous]
public sealed class FileLinksController(IMediator mediator) : ControllerBase
{
    /// <summary>The bytes behind a link, or the way to them, where the storage gives them out.</summary>
    [HttpGet("{fileId:guid}"), ServesFile]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK, "application/octet-stream"), ProducesResponseType(StatusCodes.Status302Found)]
    public async Task<IActionResult> Get(Guid fileId, long expires, string signature, CancellationToken ct)
    {
        var reading = StoredFileResult.ReadingOf(Request);
        return new StoredFileResult(await mediator.Send(new OpenDownloadLink(fileId, expires, signature ?? "", reading), ct), reading);
    }

    /// <summary>What would be said of them.</summary>
    [HttpHead("{fileId:guid}"), ServesFile, ProducesResponseType(StatusCodes.Status200OK)]
    public async Task<IActionResult> Describe(Guid fileId, long expires, string signature, CancellationToken ct) =>
        new StoredFileResult(await mediator.Send(new OpenDownloadLink(fileId, expires, signature ?? "", Reading.Nothing), ct));
}
