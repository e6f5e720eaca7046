using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>The bytes of a file, for whoever is about to read them.</summary>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="FileId">Which.</param>
/// <param name="Reading">What the caller is about to do with them.</param>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record OpenFile(Guid OrganizationId, Guid FileId, Reading Reading) : ICommand<FileContent>, IInOrganization, IRequire<ReadFiles>;

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

/// <summary>What somebody is about to do with the bytes of a file.</summary>
public sealed record Reading
{
    private Reading(bool wantsBytes) => WantsBytes = wantsBytes;

    /// <summary>They only ask about them.</summary>
    public static Reading Nothing { get; } = new(wantsBytes: false);

    /// <summary>They want them, or a part of them, wherever it begins.</summary>
    public static Reading Bytes { get; } = new(wantsBytes: true);

    public bool WantsBytes { get; }

    /// <summary>Tags of bytes that they have, and that are not sent again; <c>*</c> stands for any.</summary>
    public IReadOnlyCollection<string> Held { get; init; } = [];

    public bool Sends(FileContent content) => WantsBytes && !Held.Contains("*") && !Held.Contains(content.Tag);
}

public sealed class OpenFileHandler(IStoredFileRepository files, DownloadTrail trail) : IRequestHandler<OpenFile, FileContent>
{
    public async Task<FileContent> Handle(OpenFile command, CancellationToken ct)
    {
        var file = await files.GetAsync(command.FileId, ct);
        var content = FileContent.Of(file);
        await trail.RecordAsync(command.Reading, content, file, ct);
        return content;
    }
}
