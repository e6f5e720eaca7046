using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Files;

internal sealed class StoredFileRepository(AppDbContext db) : IStoredFileRepository
{
    public Task<StoredFile?> FindAsync(Guid id, CancellationToken ct) => db.Files.FirstOrDefaultAsync(file => file.Id == id, ct);

    public async Task<StoredFile> GetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ?? throw Refusal.NotFound.AsException();

    public Task<StoredFile?> FindOfAnyoneAsync(Guid id, CancellationToken ct) =>
        db.Files.OfAllOrganizations().FirstOrDefaultAsync(file => file.Id == id, ct);

    public void Add(StoredFile file) => db.Add(file);

    public void Remove(StoredFile file) => db.Remove(file);
}
