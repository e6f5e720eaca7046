using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Gives up an upload that was announced: its room is free again, and what was sent of it goes.</summary>
[NothingToValidate("any id is well-formed")]
public sealed record CancelUpload(Guid OrganizationId, Guid UploadId) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class CancelUploadHandler(IUploadRepository uploads, ClosedUpload closed) : IRequestHandler<CancelUpload, Unit>
{
    public async Task<Unit> Handle(CancelUpload command, CancellationToken ct)
    {
        closed.Close(await uploads.GetAsync(command.UploadId, ct));
        return Unit.Value;
    }
}
