using Microsoft.EntityFrameworkCore;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

internal sealed class OutboxCare(AppDbContext db, OutboxCensus census, OutboxSignal signal, JobsOptions options, TimeProvider clock) : IOutboxCare
{
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var due = await census.CountDueAsync(ct);
        signal.Notify();
        return due;
    }

    // Ids grow with time, so the oldest are found by the key; no index has to hold what is done.
    public Task<int> DeleteDoneAsync(int limit, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - options.DoneMessageRetention;
        var madeBefore = Guid.CreateVersion7(before);
        return db.OutboxMessages
            .Where(message => message.Id.CompareTo(madeBefore) < 0 && message.Status == MessageStatus.Done && message.CompletedAt < before)
            .DeleteFirstAsync(message => message.Id, message => message.Id, limit, ct);
    }

    public async Task<bool> ReviveAsync(Guid id, CancellationToken ct) =>
        await ReviveAsync(db.OutboxMessages.Where(message => message.Id == id), ct) == 1;

    public Task<int> ReviveAllAsync(string? type, CancellationToken ct) =>
        ReviveAsync(db.OutboxMessages.Where(message => type == null || message.Type == type), ct);

    // The history stays. Of an ordering key, later messages have gone by meanwhile.
    private async Task<int> ReviveAsync(IQueryable<OutboxMessage> messages, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var revived = await messages.Where(message => message.Status == MessageStatus.Dead).ExecuteUpdateAsync(
            set => set
                .SetProperty(message => message.Status, MessageStatus.Pending)
                .SetProperty(message => message.Attempts, 0)
                .SetProperty(message => message.CompletedAt, (DateTimeOffset?)null)
                .SetProperty(message => message.NextAttemptAt, now),
            ct);
        if (revived > 0)
            signal.Notify();
        return revived;
    }
}
