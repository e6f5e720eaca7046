using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Files;

/// <summary>What <see cref="StoredFile.OccupiedBytes"/> and <see cref="Upload.ReservedBytes"/> come to.</summary>
internal sealed class FilesUsage(AppDbContext db) : IUsageSource
{
    public string Limit => StorageBytes.Name;

    public async Task<long> AddUpAsync(CancellationToken ct) =>
        await db.Files.Where(file => file.Status != FileStatus.Rejected).SumAsync(file => file.Size, ct)
        + await db.Uploads.SumAsync(upload => upload.ReservedBytes, ct);
}
