using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>The end of an upload that did not become a file: its room is free again, and what was stored of it goes.</summary>
public sealed class ClosedUpload(IUploadRepository uploads, Usage usage, IOutbox outbox)
{
    public void Close(Upload upload)
    {
        uploads.Remove(upload);
        usage.GiveBack<StorageBytes>(upload.ReservedBytes, upload.StartedAt);
        usage.GiveBack<FilesPerMonth>(1, upload.StartedAt);
        outbox.Add(new RemoveBytes(upload.OrganizationId, upload.Id));
    }
}
