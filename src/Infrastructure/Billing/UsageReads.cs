using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class UsageReads(AppDbContext db) : IUsageReads
{
    public async Task<long> CountMembersAsync(CancellationToken ct) => await db.Memberships.CountAsync(ct);

    public Task<long> FindCountAsync(string limit, int period, CancellationToken ct) =>
        db.UsageCounters.Where(counter => counter.LimitName == limit && counter.Period >= period)
            .Select(counter => counter.Used).FirstOrDefaultAsync(ct);
}
