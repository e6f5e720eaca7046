using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Begins to look at the bytes of a direct upload; committed before the first of them is read, so that nobody else does meanwhile.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record ClaimUpload(Guid OrganizationId, Guid UploadId) : ICommand<AnnouncedFile>, IInOrganization, IRequire<WriteFiles>;

/// <summary>What was said of a direct upload beforehand.</summary>
/// <param name="Key">Where its bytes shall be.</param>
/// <param name="Name">For display.</param>
/// <param name="ContentType">As it was claimed.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
/// <param name="Until">When the claim ends.</param>
public sealed record AnnouncedFile(StorageKey Key, string Name, string ContentType, long Size, string Sha256, DateTimeOffset Until);

public sealed class ClaimUploadHandler(IUploadRepository uploads, IStoredFileRepository files, TimeProvider clock)
    : IRequestHandler<ClaimUpload, AnnouncedFile>
{
    public async Task<AnnouncedFile> Handle(ClaimUpload command, CancellationToken ct)
    {
        if (await uploads.FindAsync(command.UploadId, ct) is not { } upload)
            throw (await files.FindAsync(command.UploadId, ct) is null ? Refusal.NotFound : FileRefusals.Completed).AsException();
        upload.BeginVerification(clock.GetUtcNow());
        return new AnnouncedFile(
            new StorageKey(upload.OrganizationId, upload.Id, FilePart.Original),
            upload.Name!, upload.ContentType!, upload.ReservedBytes, upload.Sha256!, upload.VerifyingUntil!.Value);
    }
}
