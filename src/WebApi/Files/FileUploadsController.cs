using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>Bytes that come by signed links, where the storage takes none from strangers by itself.</summary>
[ApiController, Route("api/v1/file-uploads"), AllowAnonymous]
public sealed class FileUploadsController(IMediator mediator) : ControllerBase
{
    /// <summary>Takes the bytes of an upload as the whole body, by the link that its announcement was answered with.</summary>
    [HttpPut("{uploadId:guid}"), TakesBytes, ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Put(Guid uploadId, string signature, CancellationToken ct) =>
        new TakenBytesResult(await mediator.Send(new OpenUploadLink(uploadId, signature ?? ""), ct));
}
