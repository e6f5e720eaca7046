using System.Text.Json;
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

    private readonly IdempotencyTable _table;
    private readonly HeldCommit _held;
    private readonly SecretProtector _protector;
    private readonly TimeProvider _clock;

    internal IdempotencyKeys(IdempotencyTable table, HeldCommit held, SecretProtector protector, TimeProvider clock) =>
        (_table, _held, _protector, _clock) = (table, held, protector, clock);

    /// <summary>Takes the key for a run, whose commits wait from now on for its answer; or tells why there is none to take.</summary>
    /// <param name="key">The caller's, with what makes it theirs.</param>
    /// <param name="request">What is asked for; null when that is still to come. Then commits wait from <see cref="HoldAsync"/> on.</param>
    /// <param name="ct">The caller hung up.</param>
    public async Task<KeyState> TakeAsync(string key, string? request, CancellationToken ct)
    {
        var (keyHash, requestHash, now) = (SecretToken.HashOf(key), request is null ? "" : SecretToken.HashOf(request), _clock.GetUtcNow());
        var run = new IdempotencyRun(Guid.CreateVersion7(now), keyHash);
        if (await _table.InsertAsync(run, requestHash, now, ct))
            return Begin(run, request);

        if (await _table.FindAsync(keyHash, ct) is not { } found)
            return new KeyState.InProgress();                        // a failed run has just given it back
        if (found.CreatedAt > now - IIdempotencyKeyRepository.KeptFor)
        {
            if (request is not null && found.RequestHash != requestHash)
                return new KeyState.Reused();
            if (found.Answer is { } answer)
                return new KeyState.Answered(JsonSerializer.Deserialize<StoredAnswer>(_protector.Unprotect(answer))!, found.RequestHash);
            if (found.RunsUntil > now)
                return new KeyState.InProgress();
        }

        return await _table.ReplaceAsync(found, run, requestHash, now, ct) ? Begin(run, request) : new KeyState.InProgress();
    }

    /// <summary>The run still lives, although what is asked for takes its time to arrive.</summary>
    public Task ProlongAsync(IdempotencyRun run, CancellationToken ct) => _table.ProlongAsync(run, _clock.GetUtcNow() + RunTime, ct);

    /// <summary>What is asked for has arrived: the run's commits wait for its answer from now on.</summary>
    public async Task HoldAsync(IdempotencyRun run, string request, CancellationToken ct)
    {
        await _table.NameAsync(run, SecretToken.HashOf(request), _clock.GetUtcNow() + RunTime, ct);
        _held.Hold();
    }

    /// <summary>Commits what the run did together with its answer.</summary>
    /// <returns>False when the run took so long that another has its place: nothing is committed.</returns>
    public async Task<bool> AnswerAsync(IdempotencyRun run, StoredAnswer answer)
    {
        var stored = _protector.Protect(JsonSerializer.Serialize(answer));
        await _held.BeginAsync(CancellationToken.None);
        var isMine = await _table.AnswerAsync(run, stored);
        await (isMine ? _held.CommitAsync() : _held.RollBackAsync());
        return isMine;
    }

    /// <summary>Commits what the run did without its answer: the same request may be sent again.</summary>
    public async Task ForgetAsync(IdempotencyRun run)
    {
        await _held.BeginAsync(CancellationToken.None);
        await _table.DeleteAsync(run);
        await _held.CommitAsync();
    }

    /// <summary>Undoes what the run did.</summary>
    public async Task UndoAsync(IdempotencyRun run)
    {
        await _held.RollBackAsync();
        await _table.DeleteAsync(run);
    }

    private KeyState.Taken Begin(IdempotencyRun run, string? request)
    {
        if (request is not null)
            _held.Hold();
        return new KeyState.Taken(run);
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
    public sealed record Answered(StoredAnswer Answer, string RequestHash) : KeyState
    {
        public bool IsFor(string request) => RequestHash == SecretToken.HashOf(request);
    }

    /// <summary>Another run is on its way.</summary>
    public sealed record InProgress : KeyState;

    /// <summary>Something else was asked for with the same key.</summary>
    public sealed record Reused : KeyState;
}
