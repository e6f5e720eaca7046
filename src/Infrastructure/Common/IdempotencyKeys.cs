using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Common;

/// <summary>
/// Runs a request once per key: the first one takes the key's row, and its answer commits with its effect. A crash leaves both or
/// neither; the row of a dead run is taken over when its time is up. See the decision record.
/// </summary>
public sealed class IdempotencyKeys
{
    /// <summary>After this long without an answer a run is taken for dead.</summary>
    public static readonly TimeSpan RunTime = TimeSpan.FromMinutes(1);

    private readonly AppDbContext _db;
    private readonly Func<AppDbContext> _contexts;
    private readonly HeldCommit _held;
    private readonly SecretProtector _protector;
    private readonly TimeProvider _clock;

    internal IdempotencyKeys(AppDbContext db, Func<AppDbContext> contexts, HeldCommit held, SecretProtector protector, TimeProvider clock) =>
        (_db, _contexts, _held, _protector, _clock) = (db, contexts, held, protector, clock);

    /// <summary>Takes the key for a run, whose commits wait from now on for its answer; or tells why there is none to take.</summary>
    public async Task<KeyState> TakeAsync(string key, string request, CancellationToken ct)
    {
        var (keyHash, requestHash) = (SecretToken.HashOf(key), SecretToken.HashOf(request));
        var run = new IdempotencyRun(Guid.CreateVersion7(_clock.GetUtcNow()), keyHash);
        await using var db = _contexts();
        if (await InsertAsync(db, run, requestHash, ct))
            return Begin(run);

        var now = _clock.GetUtcNow();
        var found = await db.IdempotencyRecords.AsNoTracking().FirstOrDefaultAsync(record => record.KeyHash == keyHash, ct);
        if (found is null)
            return new KeyState.InProgress();                        // a failed run has just given it back
        if (found.CreatedAt > now - IIdempotencyKeyRepository.KeptFor)
        {
            if (found.RequestHash != requestHash)
                return new KeyState.Reused();
            if (found.Answer is { } answer)
                return new KeyState.Answered(JsonSerializer.Deserialize<StoredAnswer>(_protector.Unprotect(answer))!);
            if (found.RunsUntil > now)
                return new KeyState.InProgress();
        }

        var isTaken = await db.IdempotencyRecords.Where(record => record.Id == found.Id && record.RunId == found.RunId).ExecuteUpdateAsync(
            set => set
                .SetProperty(record => record.RunId, run.Id)
                .SetProperty(record => record.RunsUntil, now + RunTime)
                .SetProperty(record => record.CreatedAt, now)
                .SetProperty(record => record.RequestHash, requestHash)
                .SetProperty(record => record.Answer, (string?)null),
            ct);
        return isTaken == 1 ? Begin(run) : new KeyState.InProgress();
    }

    /// <summary>Commits what the run did together with its answer.</summary>
    /// <returns>False when the run took so long that another has its place: nothing is committed.</returns>
    public async Task<bool> AnswerAsync(IdempotencyRun run, StoredAnswer answer)
    {
        var stored = _protector.Protect(JsonSerializer.Serialize(answer));
        await _held.BeginAsync(_db, CancellationToken.None);
        var isMine = await Mine(_db, run).ExecuteUpdateAsync(set => set.SetProperty(record => record.Answer, stored), CancellationToken.None) == 1;
        await (isMine ? _held.CommitAsync() : _held.RollBackAsync());
        return isMine;
    }

    /// <summary>Commits what the run did without its answer: the same request may be sent again.</summary>
    public async Task ForgetAsync(IdempotencyRun run)
    {
        await _held.BeginAsync(_db, CancellationToken.None);
        await Mine(_db, run).ExecuteDeleteAsync(CancellationToken.None);
        await _held.CommitAsync();
    }

    /// <summary>Undoes what the run did.</summary>
    public async Task UndoAsync(IdempotencyRun run)
    {
        await _held.RollBackAsync();
        await using var db = _contexts();
        await Mine(db, run).ExecuteDeleteAsync(CancellationToken.None);
    }

    private static IQueryable<IdempotencyRecord> Mine(AppDbContext db, IdempotencyRun run) =>
        db.IdempotencyRecords.Where(record => record.KeyHash == run.KeyHash && record.RunId == run.Id && record.Answer == null);

    private KeyState.Taken Begin(IdempotencyRun run)
    {
        _held.Hold();
        return new KeyState.Taken(run);
    }

    private async Task<bool> InsertAsync(AppDbContext db, IdempotencyRun run, string requestHash, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        db.Add(new IdempotencyRecord
        {
            Id = run.Id,
            KeyHash = run.KeyHash,
            RequestHash = requestHash,
            CreatedAt = now,
            RunId = run.Id,
            RunsUntil = now + RunTime,
        });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException failure) when (failure.InnerException is DbException engine && DatabaseFaults.IsDuplicate(engine))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}

/// <summary>One run of a request that came with a key.</summary>
public sealed record IdempotencyRun(Guid Id, string KeyHash);

/// <summary>An answer as it was sent; the body as base64.</summary>
public sealed record StoredAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>What a key is worth to the request that comes with it.</summary>
public abstract record KeyState
{
    private KeyState()
    {
    }

    /// <summary>It is the first one, or the one before died.</summary>
    public sealed record Taken(IdempotencyRun Run) : KeyState;

    /// <summary>It was answered before.</summary>
    public sealed record Answered(StoredAnswer Answer) : KeyState;

    /// <summary>Another run is on its way.</summary>
    public sealed record InProgress : KeyState;

    /// <summary>Something else was asked for with the same key.</summary>
    public sealed record Reused : KeyState;
}
