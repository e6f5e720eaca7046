using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Says that the bytes of an upload still flow. It ends here for somebody who may no longer write.</summary>
[NothingToValidate("only the intake makes it")]
public sealed record ContinueUpload(Guid OrganizationId, Guid UploadId) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class ContinueUploadHandler(IUploadRepository uploads, FilesOptions options, TimeProvider clock)
    : IRequestHandler<ContinueUpload, Unit>
{
    public async Task<Unit> Handle(ContinueUpload command, CancellationToken ct)
    {
        var upload = await uploads.GetAsync(command.UploadId, ct);
        upload.Extend(clock.GetUtcNow() + options.OrphanAge);
        return Unit.Value;
    }
}
