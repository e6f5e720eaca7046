using System.Collections.Concurrent;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>People who register one after the other for as long as it works, and try again a little later when it does not.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Node _node;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _acknowledged = [];
    private readonly Task _running;
    private int _refusals;

    public Crowd(Node node, int people)
    {
        _node = node;
        _running = Task.WhenAll(Enumerable.Range(1, people).Select(RegisterAsync));
    }

    /// <summary>The addresses that were answered with 202.</summary>
    public IReadOnlyList<string> Acknowledged => [.. _acknowledged];

    /// <summary>How many were answered with 503.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>Returns once all are answered.</summary>
    public async Task GoHomeAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RegisterAsync(int person)
    {
        using var patience = new PeriodicTimer(Pause);
        for (var number = 1; !_end.IsCancellationRequested; number++)
        {
            var registering = new Person(_node, $"person{person}.{number}@example.test");
            var answer = await registering.RegisterAsync();
            if (answer.Status == 202)
            {
                _acknowledged.Enqueue(registering.Email);
                continue;
            }

            answer.Expect(503);
            Interlocked.Increment(ref _refusals);
            await patience.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
