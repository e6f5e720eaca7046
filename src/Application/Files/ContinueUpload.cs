using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>
/// Says that the bytes of an upload still flow, and takes room for them before they are stored. It ends here for somebody who may no
/// longer write, or has no room left.
/// </summary>
/// <param name="OrganizationId">Whose room.</param>
/// <param name="UploadId">For what.</param>
/// <param name="MoreBytes">How much more; all of it is taken or nothing.</param>
[NothingToValidate("only the intake makes it")]
public sealed record ContinueUpload(Guid OrganizationId, Guid UploadId, long MoreBytes) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class ContinueUploadHandler(IUploadRepository uploads, Usage usage, FilesOptions options, TimeProvider clock)
    : IRequestHandler<ContinueUpload, Unit>
{
    public async Task<Unit> Handle(ContinueUpload command, CancellationToken ct)
    {
        var upload = await uploads.GetAsync(command.UploadId, ct);
        upload.Extend(command.MoreBytes, clock.GetUtcNow() + options.OrphanAge);
        await usage.TakeAsync<StorageBytes>(command.MoreBytes, ct);
        return Unit.Value;
    }
}
