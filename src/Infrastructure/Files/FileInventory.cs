using Microsoft.EntityFrameworkCore;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Files;

internal sealed class FileInventory(AppDbContext db) : IFileInventory
{
    public async Task<IReadOnlyList<FileAddress>> ListExpiredUploadsAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        await db.Uploads.OfAllOrganizations()
            .Where(upload => upload.ExpiresAt < before)
            .OrderBy(upload => upload.ExpiresAt)
            .Take(limit)
            .Select(upload => new FileAddress(upload.OrganizationId, upload.Id))
            .ToListAsync(ct);

    public async Task<IReadOnlyList<FileAddress>> ListProcessingAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        await db.Files.OfAllOrganizations()
            .Where(file => file.Status == FileStatus.Processing && file.CreatedAt < before)
            .OrderBy(file => file.CreatedAt)
            .Take(limit)
            .Select(file => new FileAddress(file.OrganizationId, file.Id))
            .ToListAsync(ct);

    // Uploads first: one that becomes a file between the two questions is found by the second.
    public async Task<IReadOnlyDictionary<Guid, KnownFile>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var known = await db.Uploads.OfAllOrganizations()
            .Where(upload => ids.Contains(upload.Id))
            .Select(upload => new { upload.Id, upload.OrganizationId })
            .ToDictionaryAsync(
                upload => upload.Id, upload => new KnownFile(upload.OrganizationId, FileStatus.Processing, FilePart.Original, HasThumbnail: false), ct);
        var files = await db.Files.OfAllOrganizations()
            .Where(file => ids.Contains(file.Id))
            .Select(file => new { file.Id, file.OrganizationId, file.Status, file.Content, file.ThumbnailSize })
            .ToListAsync(ct);
        foreach (var file in files)
            known[file.Id] = new KnownFile(file.OrganizationId, file.Status, file.Content, file.ThumbnailSize is not null);
        var ofOrganizations = await db.AuditLogExports.OfAllOrganizations()
            .Where(export => ids.Contains(export.FileId!.Value))
            .Select(export => new { Id = export.FileId!.Value, OwnerId = export.OrganizationId })
            .ToListAsync(ct);
        var ofPeople = await db.AccountExports
            .Where(export => ids.Contains(export.Id))
            .Select(export => new { export.Id, OwnerId = export.UserId })
            .ToListAsync(ct);
        foreach (var packed in ofOrganizations.Concat(ofPeople))
            known[packed.Id] = new KnownFile(packed.OwnerId, FileStatus.Ready, FilePart.Original, HasThumbnail: false);
        return known;
    }

    public async Task<IReadOnlyList<FileContent>> ListReadyAsync(Guid? after, int limit, CancellationToken ct) =>
        await db.Files.OfAllOrganizations()
            .Where(file => file.Status == FileStatus.Ready && (after == null || file.Id.CompareTo(after.Value) > 0))
            .OrderBy(file => file.Id)
            .Take(limit)
            .Select(file => new FileContent(
                new StorageKey(file.OrganizationId, file.Id, file.Content), file.Name, file.ContentType, file.Size, file.Sha256))
            .ToListAsync(ct);
}
