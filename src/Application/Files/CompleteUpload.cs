using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Makes a file of bytes that are all stored.</summary>
[NothingToValidate("only the intake makes what it holds")]
public sealed record CompleteUpload(Guid OrganizationId, ReceivedFile File) : ICommand<FileDto>, IInOrganization, IRequire<WriteFiles>;

public sealed class CompleteUploadHandler(
    IUploadRepository uploads, IStoredFileRepository files, Processing processing, Usage usage, IOutbox outbox, TimeProvider clock)
    : IRequestHandler<CompleteUpload, FileDto>
{
    public async Task<FileDto> Handle(CompleteUpload command, CancellationToken ct)
    {
        var received = command.File;
        var upload = await uploads.GetAsync(received.Key.FileId, ct);
        if (upload.VerifyingUntil != received.ClaimedUntil)
            throw new InvalidOperationException($"Upload {upload.Id} has been claimed by another since its bytes were looked at.");
        var file = upload.Complete(received.Name, received.ContentType, received.Size, received.Sha256, clock.GetUtcNow());
        files.Add(file);
        usage.GiveBack<StorageBytes>(upload.ReservedBytes - file.Size, upload.StartedAt);
        uploads.Remove(upload);
        if (upload.IsDirect)
            outbox.Add(new RemoveBytes(file.OrganizationId, file.Id, FilePart.Incoming));
        processing.Begin(file);
        return FileDto.Of(file);
    }
}
