using System.Runtime.InteropServices;
using System.Threading.RateLimiting;
using MySaas.Application.Auth;
using MySaas.Application.Common;

namespace MySaas.Infrastructure.Auth;

/// <summary>
/// Where passwords are hashed: a few at a time, the others in the order of their coming, so that a storm of sign-ins takes no
/// processor from everybody else. Who finds the queue full is turned away, and nothing is known of the password or its owner.
/// </summary>
internal sealed class PasswordLane(AuthOptions options) : IDisposable
{
    // Nobody knows how long a full queue takes; by the defaults half of it has gone by then.
    private static readonly Refusal Later = AuthRefusals.TooManyPasswords(TimeSpan.FromSeconds(3));

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.PasswordHashing.Concurrency ?? Environment.ProcessorCount,
        QueueLimit = options.PasswordHashing.QueueLength,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Null while there is room for another.</summary>
    public Refusal? TurnAway() =>
        _turns.GetStatistics() is { CurrentAvailablePermits: 0 } now && now.CurrentQueuedCount >= options.PasswordHashing.QueueLength ? Refuse() : null;

    /// <summary>Does the work when its turn has come; a caller who goes away before gives the place up.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        using var turn = await _turns.AcquireAsync(permitCount: 1, ct);
        if (!turn.IsAcquired)
            throw Refuse().AsException();

        // On a thread of its own: the pool has as many as there are processors, and all of them are the requests'. The turn lasts
        // until the work is done, which nothing can interrupt.
        return await Task.Factory.StartNew(
            () => DoLast(work), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.RunContinuationsAsynchronously, TaskScheduler.Default);
    }

    public void Dispose() => _turns.Dispose();

    // Where processors are short, requests go first. The thread ends with the work, so its priority need not be put back.
    private static T DoLast<T>(Func<T> work)
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(which: 0, who: 0, niceness: 5);          // this thread's; .NET sets none there, and without it all is as before
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        return work();
    }

    [DllImport("libc", EntryPoint = "setpriority"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int niceness);

    private static Refusal Refuse()
    {
        PasswordMetrics.TurnedAway();
        return Later;
    }
}
