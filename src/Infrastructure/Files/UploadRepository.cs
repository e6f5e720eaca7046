using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Files;

internal sealed class UploadRepository(AppDbContext db) : IUploadRepository
{
    public Task<Upload?> FindAsync(Guid id, CancellationToken ct) => db.Uploads.FirstOrDefaultAsync(upload => upload.Id == id, ct);

    public async Task<Upload> GetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ?? throw Refusal.NotFound.AsException();

    public Task<Upload?> FindOfAnyoneAsync(Guid id, CancellationToken ct) =>
        db.Uploads.OfAllOrganizations().FirstOrDefaultAsync(upload => upload.Id == id, ct);

    public void Add(Upload upload) => db.Add(upload);

    public void Remove(Upload upload) => db.Remove(upload);
}
