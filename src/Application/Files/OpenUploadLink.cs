using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Where the bytes of a direct upload go, for who has a link of ours for them; the signature is the permission.</summary>
/// <param name="UploadId">To which it leads.</param>
/// <param name="Signature">From <see cref="IFileLinks"/>.</param>
public sealed record OpenUploadLink(Guid UploadId, string Signature) : IQuery<ExpectedBytes>, IRequire<Anyone>;

/// <param name="Key">Where they go.</param>
/// <param name="Size">How many there are, exactly.</param>
public sealed record ExpectedBytes(StorageKey Key, long Size);

public sealed class OpenUploadLinkHandler(IUploadRepository uploads, IFileLinks links, IOrganizationGate gate, TimeProvider clock)
    : IRequestHandler<OpenUploadLink, ExpectedBytes>
{
    public async Task<ExpectedBytes> Handle(OpenUploadLink query, CancellationToken ct) =>
        await uploads.FindOfAnyoneAsync(query.UploadId, ct) is { IsDirect: true } upload
        && upload.ExpiresAt > clock.GetUtcNow()
        && links.IsSigned(upload, query.Signature)
        && await gate.IsDisabledAsync(upload.OrganizationId, ct) is false
            ? new ExpectedBytes(new StorageKey(upload.OrganizationId, upload.Id, FilePart.Incoming), upload.ReservedBytes)
            : throw Refusal.NotFound.AsException();
}
