using Microsoft.EntityFrameworkCore;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Claims due messages with a lease, so that any number of workers share them and a dead worker's come back.</summary>
internal sealed class OutboxQueue(Func<AppDbContext> contexts, DatabaseOptions database, JobsOptions options, TimeProvider clock)
{
    private readonly ClaimSql _sql = ClaimSql.For(database.Provider);

    // SQLite has one writer: what this process wants of it stands in line here and not in a loop that sleeps.
    private readonly SemaphoreSlim? _turn = database.Provider is DatabaseProvider.Sqlite ? new(1) : null;

    /// <summary>
    /// Up to <paramref name="limit"/> messages under one fresh lease: by priority, then the longest due first. Of the messages
    /// with one ordering key only the first that is not finished is handed out.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lease = Guid.CreateVersion7(now);
        var claimed = new List<OutboxMessage>();
        await using var db = contexts();
        using var turn = await TakeTurnAsync(ct);
        foreach (var statement in _sql.Statements)
        {
            if (claimed.Count < limit)
                claimed.AddRange(await db.OutboxMessages
                    .FromSqlRaw(statement, _sql.Arguments(lease, now + options.LeaseDuration, now, limit - claimed.Count))
                    .AsNoTracking().ToListAsync(ct));
        }

        // RETURNING and OUTPUT promise no order.
        return [.. claimed.OrderBy(message => message.Priority).ThenBy(message => message.Position)];
    }

    /// <summary>
    /// Completes messages whose handlers changed nothing here, in one statement; the number of those whose lease still held.
    /// </summary>
    public async Task<int> CompleteAsync(Guid lease, IReadOnlyList<long> positions, bool forgetPayload, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts();
        using var turn = await TakeTurnAsync(ct);
        // One parameter for all positions, so that the statement stays the same whatever their number.
        var held = db.OutboxMessages.Where(message => EF.Parameter(positions).Contains(message.Position) && message.LeaseId == lease);
        return forgetPayload
            ? await held.ExecuteUpdateAsync(
                set => set
                    .SetProperty(message => message.Status, MessageStatus.Done)
                    .SetProperty(message => message.CompletedAt, now)
                    .SetProperty(message => message.NextAttemptAt, (DateTimeOffset?)null)
                    .SetProperty(message => message.LeaseId, (Guid?)null)
                    .SetProperty(message => message.LastError, (string?)null)
                    .SetProperty(message => message.Payload, ""),
                ct)
            : await held.ExecuteUpdateAsync(
                set => set
                    .SetProperty(message => message.Status, MessageStatus.Done)
                    .SetProperty(message => message.CompletedAt, now)
                    .SetProperty(message => message.NextAttemptAt, (DateTimeOffset?)null)
                    .SetProperty(message => message.LeaseId, (Guid?)null)
                    .SetProperty(message => message.LastError, (string?)null),
                ct);
    }

    /// <summary>Extends leases that are still held; the positions of those that were, and the new end.</summary>
    public async Task<(IReadOnlySet<long> Held, DateTimeOffset Until)> RenewAsync(
        IReadOnlyList<long> positions, IReadOnlyList<Guid> leases, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + options.LeaseDuration;
        await using var db = contexts();
        using var turn = await TakeTurnAsync(ct);
        var held = db.OutboxMessages.Where(message => EF.Parameter(positions).Contains(message.Position)
            && message.LeaseId != null && leases.Contains(message.LeaseId.Value));
        await held.ExecuteUpdateAsync(set => set.SetProperty(message => message.NextAttemptAt, until), ct);
        return (await held.Select(message => message.Position).ToHashSetAsync(ct), until);
    }

    private async Task<IDisposable?> TakeTurnAsync(CancellationToken ct)
    {
        if (_turn is null)
            return null;
        await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim line) : IDisposable
    {
        public void Dispose() => line.Release();
    }
}
