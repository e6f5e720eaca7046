using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Files;

internal sealed class FileReads(AppDbContext db, IConfigurationProvider mapping) : IFileReads
{
    public async Task<IReadOnlyList<FileDto>> ListAsync(PageRequest page, CancellationToken ct) =>
        await db.Files.AsNoTracking()
            .Where(file => page.After == null || file.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(file => file.Id)
            .Take(page.Limit + 1)
            .ProjectTo<FileDto>(mapping)
            .ToListAsync(ct);

    public Task<FileDto?> FindAsync(Guid id, CancellationToken ct) =>
        db.Files.AsNoTracking().Where(file => file.Id == id).ProjectTo<FileDto>(mapping).FirstOrDefaultAsync(ct);
}
