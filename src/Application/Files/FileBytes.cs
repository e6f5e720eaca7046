using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>The bytes of a file that there is, for those who work on it.</summary>
public sealed class FileBytes(IFileStorage storage)
{
    public static StorageKey KeyOf(StoredFile file) => new(file.OrganizationId, file.Id, file.Content);

    /// <exception cref="FileNotFoundException">The storage has lost them.</exception>
    public async Task<Stream> OpenAsync(StoredFile file, CancellationToken ct) =>
        await storage.OpenAsync(KeyOf(file), 0, file.Size, ct) ?? throw new FileNotFoundException($"The storage has lost the bytes of file {file.Id}.");

    public Task WriteAsync(StoredFile file, FilePart part, Stream content, CancellationToken ct) =>
        storage.WriteAsync(KeyOf(file) with { Part = part }, content, ct);
}
