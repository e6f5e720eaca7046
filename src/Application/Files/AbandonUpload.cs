using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Closes the door again after bytes that broke off or were refused.</summary>
[NothingToValidate("any id is well-formed; one that is gone is closed already")]
public sealed record AbandonUpload(Guid OrganizationId, Guid UploadId) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class AbandonUploadHandler(IUploadRepository uploads, ClosedUpload closed) : IRequestHandler<AbandonUpload, Unit>
{
    public async Task<Unit> Handle(AbandonUpload command, CancellationToken ct)
    {
        if (await uploads.FindAsync(command.UploadId, ct) is { } upload)
            closed.Close(upload);
        return Unit.Value;
    }
}
