using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Common;

internal sealed class IdempotencyKeyRepository(AppDbContext db) : IIdempotencyKeyRepository
{
    public Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        var old = db.IdempotencyRecords.Where(record => record.CreatedAt < before);
        return old
            .Where(record => old.OrderBy(next => next.CreatedAt).Take(limit).Select(next => next.Id).Contains(record.Id))
            .ExecuteDeleteAsync(ct);
    }
}
