using Microsoft.EntityFrameworkCore;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

internal sealed class ApiKeyRepository(AppDbContext db) : IApiKeyRepository
{
    public Task<ApiKey?> FindAsync(Guid id, CancellationToken ct) => db.ApiKeys.FirstOrDefaultAsync(key => key.Id == id, ct);

    public void Add(ApiKey key) => db.Add(key);

    public void RequireUnchanged(ApiKey key) => db.Entry(key).Property(stored => stored.Version).IsModified = true;
}
