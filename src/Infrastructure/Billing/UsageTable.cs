using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// The statements behind <see cref="UsageAtCommit"/>, on the organization that was entered. An update waits for whoever holds the
/// row and then judges what they left, on all three engines; the row is held until the transaction ends.
/// </summary>
internal sealed class UsageTable(AppDbContext db, TimeProvider clock)
{
    /// <summary>False when there is no counter, or not so much left.</summary>
    /// <param name="limit">The limit's name.</param>
    /// <param name="period">An earlier one's count is forgotten. A later one's, by a node whose clock is ahead, goes on.</param>
    /// <param name="amount">How much to take.</param>
    /// <param name="most">How much may be used before, so that not more than the limit is used after; null for no limit.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<bool> TakeAsync(string limit, int period, long amount, long? most, CancellationToken ct) =>
        await db.UsageCounters
            .Where(counter => counter.LimitName == limit && (most == null || (counter.Period < period ? 0 : counter.Used) <= most))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(counter => counter.Used, counter => (counter.Period < period ? 0 : counter.Used) + amount)
                    .SetProperty(counter => counter.Period, counter => counter.Period < period ? period : counter.Period),
                ct) == 1;

    public Task<bool> ExistsAsync(string limit, CancellationToken ct) => db.UsageCounters.AnyAsync(counter => counter.LimitName == limit, ct);

    /// <summary>Takes what is the first of its kind. Of several who are the first at once one saves its row, and the others run again.</summary>
    public bool TakeFirst(string limit, int period, long amount, long? most)
    {
        var counter = db.UsageCounters.Local.FirstOrDefault(added => added.LimitName == limit);
        if (most < (counter?.Used ?? 0))
            return false;
        if (counter is null)
            db.Add(counter = new UsageCounter { OrganizationId = db.EnteredOrganization, LimitName = limit, Period = period, ComparedAt = clock.GetUtcNow() });
        counter.Used += amount;
        return true;
    }

    public Task GiveBackAsync(string limit, int period, long amount, CancellationToken ct) =>
        db.UsageCounters
            .Where(counter => counter.LimitName == limit && counter.Period == period)
            .ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Used, counter => counter.Used > amount ? counter.Used - amount : 0), ct);

    /// <summary>Organizations whose counter of this limit was not compared since then; up to <paramref name="count"/> of them.</summary>
    public async Task<IReadOnlyList<Guid>> ListNotComparedAsync(string limit, DateTimeOffset before, int count, CancellationToken ct) =>
        await db.UsageCounters.OfAllOrganizations()
            .Where(counter => counter.LimitName == limit && counter.ComparedAt < before)
            .OrderBy(counter => counter.ComparedAt)
            .Take(count)
            .Select(counter => counter.OrganizationId)
            .ToListAsync(ct);

    /// <summary>Takes the counter's row and answers what it says.</summary>
    public async Task<long> HoldAsync(string limit, CancellationToken ct)
    {
        var counters = db.UsageCounters.Where(counter => counter.LimitName == limit);
        await counters.ExecuteUpdateAsync(set => set.SetProperty(counter => counter.ComparedAt, clock.GetUtcNow()), ct);
        return await counters.Select(counter => counter.Used).FirstOrDefaultAsync(ct);
    }

    public Task SetAsync(string limit, long used, CancellationToken ct) =>
        db.UsageCounters.Where(counter => counter.LimitName == limit)
            .ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Used, used), ct);

    /// <summary>Counts the members while nobody else adds one: whoever does holds the organization's row.</summary>
    public async Task<long> HoldMembersAsync(CancellationToken ct)
    {
        var id = db.EnteredOrganization;
        await db.Organizations.Where(organization => organization.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(organization => organization.Owners, organization => organization.Owners), ct);
        return await db.Memberships.CountAsync(ct);
    }
}
