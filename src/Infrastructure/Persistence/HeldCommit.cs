using Microsoft.EntityFrameworkCore.Storage;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Holds a request's commit back until its answer is known, so that both can be stored together. The transaction begins with
/// the first save, not with the request: on SQLite it keeps every other writer out.
/// </summary>
public sealed class HeldCommit
{
    private const string Savepoint = "before_this_commit";

    private readonly List<Action> _afterwards = [];
    private readonly AppDbContext _db;
    private IDbContextTransaction? _transaction;
    private bool _hasSaved;

    internal HeldCommit(AppDbContext db) => _db = db;

    public bool IsHeld { get; private set; }

    /// <summary>From now on saves wait for <see cref="CommitAsync"/>.</summary>
    public void Hold() => IsHeld = true;

    public async Task CommitAsync()
    {
        if (_transaction is not null)
            await _transaction.CommitAsync(CancellationToken.None);
        _afterwards.ForEach(act => act());
        await EndAsync();
    }

    public async Task RollBackAsync()
    {
        if (_transaction is not null)
            await _transaction.RollbackAsync(CancellationToken.None);
        await EndAsync();
    }

    internal async Task BeginAsync(CancellationToken ct)
    {
        if (_transaction is not null)
            return;
        _transaction = await _db.Database.BeginTransactionAsync(ct);
        _db.IsHeld = true;
    }

    /// <summary>Does several things in one transaction, all or none: of their own, or as a part of the one that is held.</summary>
    internal async Task<T> AsOneAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await BeginAsync(ct);
        if (IsHeld)
            await _transaction!.CreateSavepointAsync(Savepoint, ct);
        var isDone = false;
        try
        {
            var answer = await work();
            if (!IsHeld)
                await CommitAsync();
            isDone = true;
            return answer;
        }
        finally
        {
            if (!isDone)
                await (IsHeld ? _transaction!.RollbackToSavepointAsync(Savepoint, CancellationToken.None) : EndAsync());
        }
    }

    /// <summary>A save is done. What must not happen before the commit has, waits for it.</summary>
    internal void Defer(IEnumerable<Action> afterwards)
    {
        _hasSaved = true;
        _afterwards.AddRange(afterwards);
    }

    /// <summary>
    /// Ends a transaction whose first save has failed. Who lost a race runs again, and shall ask nobody outside of the database
    /// with a transaction open.
    /// </summary>
    internal async Task AbandonAsync()
    {
        if (_hasSaved || _transaction is null)
            return;
        await _transaction.DisposeAsync();
        _transaction = null;
        _db.IsHeld = false;
    }

    private async Task EndAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        _transaction = null;
        _db.IsHeld = false;
        _afterwards.Clear();
        (IsHeld, _hasSaved) = (false, false);
    }
}
