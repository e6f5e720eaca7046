using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Deletes a file: nobody finds it from now on, and its bytes go soon after.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record DeleteFile(Guid OrganizationId, Guid FileId) : ICommand, IInOrganization, IRequire<WriteFiles>;

public sealed class DeleteFileHandler(IStoredFileRepository files, Usage usage, IOutbox outbox) : IRequestHandler<DeleteFile, Unit>
{
    public async Task<Unit> Handle(DeleteFile command, CancellationToken ct)
    {
        var file = await files.GetAsync(command.FileId, ct);
        file.Delete();
        files.Remove(file);
        usage.GiveBack<StorageBytes>(file.OccupiedBytes, file.CreatedAt);
        outbox.Add(new RemoveBytes(file.OrganizationId, file.Id));
        return Unit.Value;
    }
}
