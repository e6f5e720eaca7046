using Microsoft.EntityFrameworkCore;
using MySaas.Application.Auditing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auditing;

internal sealed class AuditTrailRepository(AppDbContext db) : IAuditTrailRepository
{
    public Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        var first = IdTime.FirstAt(before);
        return db.AuditEntries.OfAllOrganizations().Where(entry => entry.Id.CompareTo(first) < 0)
            .DeleteFirstAsync(entry => entry.Id, entry => entry.Id, limit, ct);
    }

    public async Task AnonymizeAsync(Guid userId, Guid pseudonym, CancellationToken ct)
    {
        await db.AuditEntries.OfAllOrganizations().Where(entry => entry.ActorId == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(entry => entry.ActorId, pseudonym)
                .SetProperty(entry => entry.IpAddress, (string?)null),
            ct);

        await db.AuditEntries.OfAllOrganizations().Where(entry => entry.ImpersonatorId == userId).ExecuteUpdateAsync(
            set => set.SetProperty(entry => entry.ImpersonatorId, pseudonym), ct);

        // Without an actor it was the person before they signed in; another actor's address is another person's.
        await db.AuditEntries.OfAllOrganizations().Where(entry => entry.SubjectId == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(entry => entry.SubjectId, pseudonym)
                .SetProperty(entry => entry.Data, (string?)null)
                .SetProperty(entry => entry.IpAddress, entry => entry.ActorId == null ? null : entry.IpAddress),
            ct);
    }
}
