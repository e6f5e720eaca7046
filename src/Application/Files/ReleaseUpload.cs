using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Lets a direct upload be completed later, after a look at its bytes that came to nothing.</summary>
[NothingToValidate("any id is well-formed; one that is gone needs nothing")]
public sealed record ReleaseUpload(Guid OrganizationId, Guid UploadId) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class ReleaseUploadHandler(IUploadRepository uploads) : IRequestHandler<ReleaseUpload, Unit>
{
    public async Task<Unit> Handle(ReleaseUpload command, CancellationToken ct)
    {
        if (await uploads.FindAsync(command.UploadId, ct) is { } upload)
            upload.EndVerification();
        return Unit.Value;
    }
}
