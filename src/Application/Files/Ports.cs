using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Where one part of one file is kept. Nothing of it is chosen by a stranger.</summary>
/// <param name="OwnerId">An organization, or a person for whom something was packed.</param>
/// <param name="FileId">Which of theirs.</param>
/// <param name="Part">Of the file.</param>
public sealed record StorageKey(Guid OwnerId, Guid FileId, FilePart Part);

/// <summary>An object in the storage.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Size">In bytes.</param>
/// <param name="WrittenAt">By the storage's clock.</param>
public sealed record StoredObject(StorageKey Key, long Size, DateTimeOffset WrittenAt);

/// <summary>
/// Keeps bytes. It is no part of any transaction: bytes are written before the row that speaks of them is committed, and removed
/// after it is gone.
/// </summary>
public interface IFileStorage
{
    /// <summary>
    /// Stores the content to its end, in place of what is there; durable when it returns. It appears whole or not at all, also
    /// when the process dies or reading throws.
    /// </summary>
    Task WriteAsync(StorageKey key, Stream content, CancellationToken ct);

    /// <summary>A stretch of an object, read once from its beginning to its end; null when there is no such object.</summary>
    Task<Stream?> OpenAsync(StorageKey key, long offset, long length, CancellationToken ct);

    /// <summary>In bytes; null when there is no such object.</summary>
    Task<long?> FindSizeAsync(StorageKey key, CancellationToken ct);

    /// <summary>Copies within the storage, up to <see cref="Upload.MaxDirectBytes"/>, to a key in place of what is there.</summary>
    Task CopyAsync(StorageKey from, StorageKey to, CancellationToken ct);

    /// <summary>What is not there is removed already.</summary>
    Task DeleteAsync(StorageKey key, CancellationToken ct);

    /// <summary>Removes all that an organization or a person has.</summary>
    Task DeleteAllAsync(Guid ownerId, CancellationToken ct);

    /// <summary>All objects of all owners, in no order.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(CancellationToken ct);

    /// <summary>Removes what writes left that broke off before then; their number.</summary>
    Task<int> DeleteUnfinishedAsync(DateTimeOffset before, CancellationToken ct);
}

/// <summary>
/// Lets whoever has a link read one object from the storage, and nothing else. There is none where the product gives out all bytes itself.
/// </summary>
public interface IDirectDownloads
{
    /// <summary>The link lives for five minutes. The storage answers it with the bytes and with these two headers.</summary>
    Task<string> LinkAsync(StorageKey key, string contentType, string contentDisposition);
}

public interface IStoredFileRepository
{
    /// <summary>A file of the organization that was entered.</summary>
    Task<StoredFile?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>A file of the organization that was entered.</summary>
    /// <exception cref="RefusedException">There is none: not found.</exception>
    Task<StoredFile> GetAsync(Guid id, CancellationToken ct);

    /// <summary>A file of whichever organization: the signature of a link is the permission.</summary>
    Task<StoredFile?> FindOfAnyoneAsync(Guid id, CancellationToken ct);

    void Add(StoredFile file);

    void Remove(StoredFile file);
}

public interface IUploadRepository
{
    /// <summary>An upload into the organization that was entered.</summary>
    Task<Upload?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>An upload into the organization that was entered.</summary>
    /// <exception cref="RefusedException">There is none (any more): not found.</exception>
    Task<Upload> GetAsync(Guid id, CancellationToken ct);

    /// <summary>An upload into whichever organization: the signature of a link is the permission.</summary>
    Task<Upload?> FindOfAnyoneAsync(Guid id, CancellationToken ct);

    void Add(Upload upload);

    void Remove(Upload upload);
}

/// <summary>Reads about the files of the organization that was entered.</summary>
public interface IFileReads
{
    /// <summary>Up to <c>Limit + 1</c> files, newest first.</summary>
    Task<IReadOnlyList<FileDto>> ListAsync(PageRequest page, CancellationToken ct);

    Task<FileDto?> FindAsync(Guid id, CancellationToken ct);
}

/// <summary>What the rows of all organizations say of bytes, for the jobs that compare them with the storage.</summary>
public interface IFileInventory
{
    /// <summary>Up to <paramref name="limit"/> uploads that expired before then.</summary>
    Task<IReadOnlyList<FileAddress>> ListExpiredUploadsAsync(DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> files that were there before then and are still processed.</summary>
    Task<IReadOnlyList<FileAddress>> ListProcessingAsync(DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>
    /// What there is of these ids: files, uploads, and what was packed for somebody. An upload counts as a file that is processed; one that
    /// becomes a file meanwhile is found as either.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, KnownFile>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> files that are given out, in the order of their ids.</summary>
    Task<IReadOnlyList<FileContent>> ListReadyAsync(Guid? after, int limit, CancellationToken ct);
}

/// <summary>Which file or upload, and whose.</summary>
public sealed record FileAddress(Guid OrganizationId, Guid FileId);

/// <summary>What a row says of bytes.</summary>
public sealed record KnownFile(Guid OwnerId, FileStatus Status, FilePart Content, bool HasThumbnail);
