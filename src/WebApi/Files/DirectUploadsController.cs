using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>Uploads whose bytes go to the storage directly: announced, sent, completed.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/files/uploads")]
public sealed class DirectUploadsController(IMediator mediator) : ControllerBase
{
    /// <summary>Announces a file and takes the room for it. Its bytes are sent to the URL in the answer, with the method and headers in it.</summary>
    [HttpPost, ProducesResponseType<DirectUpload>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Announce(Guid organizationId, AnnounceBody body, CancellationToken ct) => StatusCode(
        StatusCodes.Status201Created,
        await mediator.Send(new AnnounceUpload(organizationId, body.Name, body.ContentType, body.Size, body.Sha256), ct));

    /// <summary>Makes a file of the bytes that were sent, if their size and SHA-256 are what was announced. It has the id of the upload.</summary>
    [HttpPost("{uploadId:guid}/complete"), VerifiesUpload, ProducesResponseType<FileDto>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Complete(Guid organizationId, Guid uploadId, CancellationToken ct)
    {
        var file = await mediator.Send(new CompleteUpload(organizationId, FileReception.Of(HttpContext)), ct);
        return CreatedAtAction(nameof(FilesController.Get), "Files", new { organizationId, fileId = file.Id }, file);
    }

    /// <summary>Gives an upload up: its room is free again, and what was sent of it goes.</summary>
    [HttpDelete("{uploadId:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Cancel(Guid organizationId, Guid uploadId, CancellationToken ct)
    {
        await mediator.Send(new CancelUpload(organizationId, uploadId), ct);
        return NoContent();
    }

    /// <param name="Name">For display.</param>
    /// <param name="ContentType">What it is.</param>
    /// <param name="Size">In bytes, exactly; up to 5 GiB.</param>
    /// <param name="Sha256">Of its bytes, in hexadecimal.</param>
    public sealed record AnnounceBody(string Name, string? ContentType, long Size, string Sha256);
}
