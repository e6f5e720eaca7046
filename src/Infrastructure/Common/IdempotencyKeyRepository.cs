using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Common;

internal sealed class IdempotencyKeyRepository(AppDbContext db) : IIdempotencyKeyRepository
{
    public Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        db.IdempotencyRecords.Where(record => record.CreatedAt < before).DeleteFirstAsync(record => record.CreatedAt, record => record.Id, limit, ct);
}
