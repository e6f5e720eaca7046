using System.Threading.RateLimiting;
using MySaas.Application.Auth;

namespace MySaas.Infrastructure.Auth;

/// <summary>
/// Where passwords are hashed: a few at a time, the others in the order of their coming, so that a storm of sign-ins takes no
/// processor from everybody else. Who finds the queue full is turned away before anything is known of the password or its owner.
/// </summary>
internal sealed class PasswordLane(AuthOptions options) : IDisposable
{
    // Nobody knows how long a full queue takes; half of what it takes by the defaults spreads those who come again.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.PasswordHashing.Concurrency ?? Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = options.PasswordHashing.QueueLength,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Does the work when its turn has come; a caller who goes away before gives the place up.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        using var turn = await _turns.AcquireAsync(permitCount: 1, ct);
        if (!turn.IsAcquired)
        {
            PasswordMetrics.TurnedAway();
            throw AuthRefusals.TooManyPasswords(RetryAfter).AsException();
        }

        // On a thread of its own: the pool has as many as there are processors, and all of them are the requests'. The turn lasts
        // until the work is done, which nothing can interrupt.
        return await Task.Factory.StartNew(
            work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.RunContinuationsAsynchronously, TaskScheduler.Default);
    }

    public void Dispose() => _turns.Dispose();
}
