using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>The bytes behind a signed link; the signature is the permission.</summary>
/// <param name="FileId">To which it leads.</param>
/// <param name="Expires">In seconds since 1970 (UTC).</param>
/// <param name="Signature">From <see cref="CreateDownloadLink"/>.</param>
/// <param name="Reading">What the caller is about to do with them.</param>
[NothingToValidate("whatever is not a link of ours is not found")]
public sealed record OpenDownloadLink(Guid FileId, long Expires, string Signature, Reading Reading) : ICommand<FileContent>, IRequire<Anyone>;

public sealed class OpenDownloadLinkHandler(
    IStoredFileRepository files, IFileLinks links, IOrganizationGate gate, DownloadTrail trail, TimeProvider clock)
    : IRequestHandler<OpenDownloadLink, FileContent>
{
    public async Task<FileContent> Handle(OpenDownloadLink command, CancellationToken ct)
    {
        if (command.Expires <= clock.GetUtcNow().ToUnixTimeSeconds()
            || await files.FindOfAnyoneAsync(command.FileId, ct) is not { } file
            || !links.IsSigned(file, command.Expires, command.Signature)
            || await gate.IsDisabledAsync(file.OrganizationId, ct) is not false)
            throw Refusal.NotFound.AsException();

        var content = FileContent.Of(file);
        await trail.RecordAsync(command.Reading, content, file, ct);
        return content;
    }
}
