using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Opens the door for the bytes of one file; committed before the first of them comes.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record BeginUpload(Guid OrganizationId)
    : ICommand<StorageKey>, IInOrganization, IRequire<WriteFiles>, IConsume<StorageBytes>, IConsume<FilesPerMonth>;

public sealed class BeginUploadHandler(IUploadRepository uploads, Usage usage, ICaller caller, FilesOptions options, TimeProvider clock)
    : IRequestHandler<BeginUpload, StorageKey>
{
    public async Task<StorageKey> Handle(BeginUpload command, CancellationToken ct)
    {
        await usage.TakeAsync<FilesPerMonth>(1, ct);
        var upload = Upload.Begin(command.OrganizationId, caller.UserId, options.OrphanAge, clock.GetUtcNow());
        uploads.Add(upload);
        return new StorageKey(upload.OrganizationId, upload.Id, FilePart.Original);
    }
}
