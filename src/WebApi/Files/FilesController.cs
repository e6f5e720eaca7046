using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>The files of an organization.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/files")]
public sealed class FilesController(IMediator mediator) : ControllerBase
{
    /// <summary>Takes one file in, as the field <c>file</c> of a form. It can be had once it is ready.</summary>
    [HttpPost, ReceivesFile, ProducesResponseType<FileDto>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Upload(Guid organizationId, CancellationToken ct)
    {
        var file = await mediator.Send(new CompleteUpload(organizationId, FileReception.Of(HttpContext)), ct);
        return CreatedAtAction(nameof(Get), new { organizationId, fileId = file.Id }, file);
    }

    /// <summary>All of them, newest first.</summary>
    [HttpGet]
    public Task<Page<FileDto>> List(Guid organizationId, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListFiles(organizationId, cursor, limit), ct);

    /// <summary>One of them; its status says whether its bytes can be had.</summary>
    [HttpGet("{fileId:guid}")]
    public Task<FileDto> Get(Guid organizationId, Guid fileId, CancellationToken ct) =>
        mediator.Send(new GetFile(organizationId, fileId), ct);

    /// <summary>Its bytes, all of them or a range, always as an attachment; or the way to them, where the storage gives them out.</summary>
    [HttpGet("{fileId:guid}/content"), ServesFile]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK, "application/octet-stream"), ProducesResponseType(StatusCodes.Status302Found)]
    public async Task<IActionResult> Content(Guid organizationId, Guid fileId, CancellationToken ct)
    {
        var reading = StoredFileResult.ReadingOf(Request);
        return new StoredFileResult(await mediator.Send(new OpenFile(organizationId, fileId, reading), ct), reading);
    }

    /// <summary>What would be said of its bytes.</summary>
    [HttpHead("{fileId:guid}/content"), ServesFile, ProducesResponseType(StatusCodes.Status200OK)]
    public async Task<IActionResult> DescribeContent(Guid organizationId, Guid fileId, CancellationToken ct) =>
        new StoredFileResult(await mediator.Send(new OpenFile(organizationId, fileId, Reading.Nothing), ct));

    /// <summary>A small picture of it, when it is an image.</summary>
    [HttpGet("{fileId:guid}/thumbnail"), ServesFile, ProducesResponseType<FileResult>(StatusCodes.Status200OK, IThumbnails.ContentType)]
    public async Task<IActionResult> Thumbnail(Guid organizationId, Guid fileId, CancellationToken ct) =>
        new StoredFileResult(await mediator.Send(new OpenThumbnail(organizationId, fileId), ct));

    /// <summary>Makes a link that opens it for whoever has the link, until it expires or the file is gone.</summary>
    [HttpPost("{fileId:guid}/download-link")]
    public Task<DownloadLink> CreateDownloadLink(Guid organizationId, Guid fileId, LinkBody body, CancellationToken ct) =>
        mediator.Send(new CreateDownloadLink(organizationId, fileId, body.ExpiresInSeconds), ct);

    /// <summary>Deletes it for good.</summary>
    [HttpDelete("{fileId:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Delete(Guid organizationId, Guid fileId, CancellationToken ct)
    {
        await mediator.Send(new DeleteFile(organizationId, fileId), ct);
        return NoContent();
    }

    /// <param name="ExpiresInSeconds">At least 1, at most the setting <c>Files:MaxLinkLifetime</c>.</param>
    public sealed record LinkBody(long ExpiresInSeconds);
}
