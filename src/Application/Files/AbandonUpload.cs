using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Closes the door again after bytes that broke off or were refused; what was stored of them goes.</summary>
[NothingToValidate("any id is well-formed; one that is gone is closed already")]
public sealed record AbandonUpload(Guid OrganizationId, Guid UploadId) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class AbandonUploadHandler(IUploadRepository uploads, Usage usage, IOutbox outbox) : IRequestHandler<AbandonUpload, Unit>
{
    public async Task<Unit> Handle(AbandonUpload command, CancellationToken ct)
    {
        if (await uploads.FindAsync(command.UploadId, ct) is not { } upload)
            return Unit.Value;
        uploads.Remove(upload);
        usage.GiveBack<StorageBytes>(upload.ReservedBytes, upload.StartedAt);
        usage.GiveBack<FilesPerMonth>(1, upload.StartedAt);
        outbox.Add(new RemoveBytes(upload.OrganizationId, upload.Id));
        return Unit.Value;
    }
}
