using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Common;

namespace MySaas.Application.Files;

/// <summary>Closes uploads whose bytes stopped coming, as after a crash; each by a message of its own organization.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record ExpireUploads(int Limit = 1000) : IJobStep, ICommand<int>;

public sealed class ExpireUploadsHandler(IFileInventory inventory, IOutbox outbox, TimeProvider clock) : IRequestHandler<ExpireUploads, int>
{
    public async Task<int> Handle(ExpireUploads command, CancellationToken ct)
    {
        var expired = await inventory.ListExpiredUploadsAsync(clock.GetUtcNow(), command.Limit, ct);
        foreach (var upload in expired)
            outbox.Add(new ExpireUpload(upload.OrganizationId, upload.FileId));
        return expired.Count;
    }
}

[StoredAs("files.expire_upload.v1"), Priority(MessagePriority.Low)]
public sealed record ExpireUpload(Guid OrganizationId, Guid UploadId) : IMessage, IInOrganization;

public sealed class ExpireUploadHandler(IUploadRepository uploads, ClosedUpload closed, TimeProvider clock) : IMessageHandler<ExpireUpload>
{
    public async Task HandleAsync(ExpireUpload message, MessageContext context, CancellationToken ct)
    {
        if (await uploads.FindAsync(message.UploadId, ct) is { } upload && upload.ExpiresAt <= clock.GetUtcNow())
            closed.Close(upload);
    }
}
