using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>The bytes of a file, for whoever is about to read them.</summary>
public sealed record OpenFile(Guid OrganizationId, Guid FileId) : IQuery<FileContent>, IInOrganization, IRequire<ReadFiles>;

/// <param name="Key">Where the bytes are.</param>
/// <param name="Name">Under which they are saved.</param>
/// <param name="ContentType">What the receiver may take them for; see <see cref="MediaType.Inert"/>.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Tag">Names these bytes for good: their hash.</param>
public sealed record FileContent(StorageKey Key, string Name, string ContentType, long Size, string Tag)
{
    public static FileContent Of(StoredFile file)
    {
        file.RequireReady();
        return new FileContent(FileBytes.KeyOf(file), file.Name, MediaType.Inert(file.ContentType), file.Size, file.Sha256);
    }
}

public sealed class OpenFileHandler(IStoredFileRepository files) : IRequestHandler<OpenFile, FileContent>
{
    public async Task<FileContent> Handle(OpenFile query, CancellationToken ct) => FileContent.Of(await files.GetAsync(query.FileId, ct));
}
