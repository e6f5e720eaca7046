using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Common;

/// <summary>The rows behind <see cref="IdempotencyKeys"/>; each change is one statement, guarded by the run that makes it.</summary>
internal sealed class IdempotencyTable(AppDbContext db)
{
    /// <summary>False when the key has a row.</summary>
    public async Task<bool> InsertAsync(IdempotencyRun run, string requestHash, DateTimeOffset now, CancellationToken ct)
    {
        db.Add(new IdempotencyRecord
        {
            Id = run.Id,
            KeyHash = run.KeyHash,
            RequestHash = requestHash,
            CreatedAt = now,
            RunId = run.Id,
            RunsUntil = now + IdempotencyKeys.RunTime,
        });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException failure) when (failure.InnerException is DbException engine && DatabaseFaults.IsDuplicate(engine))
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    public Task<IdempotencyRecord?> FindAsync(string keyHash, CancellationToken ct) =>
        db.IdempotencyRecords.AsNoTracking().FirstOrDefaultAsync(record => record.KeyHash == keyHash, ct);

    /// <summary>Puts a run into the place of another that is dead or forgotten; false when a third one was faster.</summary>
    public async Task<bool> ReplaceAsync(IdempotencyRecord found, IdempotencyRun run, string requestHash, DateTimeOffset now, CancellationToken ct) =>
        await db.IdempotencyRecords.Where(record => record.Id == found.Id && record.RunId == found.RunId).ExecuteUpdateAsync(
            set => set
                .SetProperty(record => record.RunId, run.Id)
                .SetProperty(record => record.RunsUntil, now + IdempotencyKeys.RunTime)
                .SetProperty(record => record.CreatedAt, now)
                .SetProperty(record => record.RequestHash, requestHash)
                .SetProperty(record => record.Answer, (string?)null),
            ct) == 1;

    public Task ProlongAsync(IdempotencyRun run, DateTimeOffset until, CancellationToken ct) =>
        Of(run).ExecuteUpdateAsync(set => set.SetProperty(record => record.RunsUntil, until), ct);

    public Task NameAsync(IdempotencyRun run, string requestHash, DateTimeOffset until, CancellationToken ct) => Of(run).ExecuteUpdateAsync(
        set => set.SetProperty(record => record.RequestHash, requestHash).SetProperty(record => record.RunsUntil, until), ct);

    /// <summary>False when the run has lost its place.</summary>
    public async Task<bool> AnswerAsync(IdempotencyRun run, string answer) =>
        await Of(run).ExecuteUpdateAsync(set => set.SetProperty(record => record.Answer, answer), CancellationToken.None) == 1;

    public Task DeleteAsync(IdempotencyRun run) => Of(run).ExecuteDeleteAsync(CancellationToken.None);

    private IQueryable<IdempotencyRecord> Of(IdempotencyRun run) =>
        db.IdempotencyRecords.Where(record => record.KeyHash == run.KeyHash && record.RunId == run.Id && record.Answer == null);
}
