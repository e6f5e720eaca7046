using Microsoft.EntityFrameworkCore;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>How many messages there are to do, and how long the one that is due longest has been waiting.</summary>
/// <param name="Unfinished">Waiting or under way, by type.</param>
/// <param name="Dead">Among the dead letters, by type.</param>
/// <param name="Delay">Zero when nothing is due.</param>
internal sealed record OutboxCount(IReadOnlyDictionary<string, int> Unfinished, IReadOnlyDictionary<string, int> Dead, TimeSpan Delay);

/// <summary>Counts by the indexes of the unfinished and the dead, however many are done.</summary>
internal sealed class OutboxCensus(Func<AppDbContext> contexts, TimeProvider clock)
{
    public async Task<OutboxCount> CountAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts();
        var unfinished = await ByTypeAsync(db.OutboxMessages.Where(message => message.NextAttemptAt != null), ct);
        var dead = await ByTypeAsync(db.OutboxMessages.Where(message => message.Status == MessageStatus.Dead), ct);
        var due = await db.OutboxMessages
            .Where(message => message.NextAttemptAt <= now)
            .OrderBy(message => message.NextAttemptAt)
            .Select(message => message.NextAttemptAt)
            .FirstOrDefaultAsync(ct);
        return new OutboxCount(unfinished, dead, now - (due ?? now));
    }

    private static Task<Dictionary<string, int>> ByTypeAsync(IQueryable<OutboxMessage> messages, CancellationToken ct) =>
        messages.GroupBy(message => message.Type)
            .Select(type => new { type.Key, Count = type.Count() })
            .ToDictionaryAsync(type => type.Key, type => type.Count, ct);
}
