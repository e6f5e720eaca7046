using System.Runtime.CompilerServices;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Claims due messages with a lease, so that any number of workers share them and a dead worker's come back.</summary>
internal sealed class OutboxQueue(DirectSql sql, DatabaseOptions database, JobsOptions options, TimeProvider clock) : IDisposable
{
    private readonly DirectSql _sql = database.Provider is DatabaseProvider.Sqlite ? sql.InLine() : sql;
    private readonly IReadOnlyList<string> _claims = ClaimSql.For(database.Provider);

    /// <summary>
    /// Up to <paramref name="limit"/> messages under one fresh lease: by priority, then the longest due first. Of the messages
    /// with one ordering key only the first that is not finished is handed out.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (lease, until) = (Guid.CreateVersion7(now), now + options.LeaseDuration);
        var claimed = new List<OutboxMessage>();
        foreach (var claim in _claims)
        {
            if (claimed.Count < limit)
                claimed.AddRange(await _sql.QueryAsync(
                    FormattableStringFactory.Create(claim, lease, until, now, limit - claimed.Count),
                    row => OutboxMessage.Claimed(row, lease, until), ct));
        }

        // RETURNING and OUTPUT promise no order.
        return [.. claimed.OrderBy(message => message.Priority).ThenBy(message => message.Position)];
    }

    /// <summary>
    /// Completes messages whose handlers changed nothing here, in one statement; the number of those whose lease still held.
    /// </summary>
    public Task<int> CompleteAsync(Guid lease, IReadOnlyList<long> positions, bool forgetPayload, CancellationToken ct) => _sql.ExecuteAsync(
        $"""
        UPDATE [OutboxMessages]
        SET [Status] = 'Done', [CompletedAt] = {clock.GetUtcNow()}, [NextAttemptAt] = NULL, [LeaseId] = NULL, [LastError] = NULL,
            [Payload] = COALESCE({(forgetPayload ? "" : null)}, [Payload])
        WHERE [Position] IN {positions} AND [LeaseId] = {lease}
        """,
        ct);

    /// <summary>Extends a lease that is still held; the positions that it holds, and its new end.</summary>
    public async Task<(IReadOnlySet<long> Held, DateTimeOffset Until)> RenewAsync(Guid lease, IReadOnlyList<long> positions, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + options.LeaseDuration;
        await _sql.ExecuteAsync($"UPDATE [OutboxMessages] SET [NextAttemptAt] = {until} WHERE [Position] IN {positions} AND [LeaseId] = {lease}", ct);
        var held = await _sql.QueryAsync(
            $"SELECT [Position] FROM [OutboxMessages] WHERE [Position] IN {positions} AND [LeaseId] = {lease}", row => row.Number(0), ct);
        return (held.ToHashSet(), until);
    }

    public void Dispose() => _sql.Dispose();
}
