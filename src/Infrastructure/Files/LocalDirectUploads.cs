using MySaas.Application.Files;
using MySaas.Application.Notifications;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.Files;

/// <summary>A folder takes nothing from strangers by itself: a signed link of the product's own does.</summary>
internal sealed class LocalDirectUploads(IFileLinks fileLinks, ILinks links) : IDirectUploads
{
    public DirectUpload Invite(Upload upload) => new(
        upload.Id, "PUT", links.To($"/api/v1/file-uploads/{upload.Id}", ("signature", fileLinks.Sign(upload))),
        new Dictionary<string, string>(), upload.ExpiresAt);
}
