using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Keeps up to <see cref="JobsOptions.Concurrency"/> messages at work, and renews their leases. At shutdown it claims no more,
/// finishes what it holds, and gives back what is not finished at the deadline.
/// </summary>
internal sealed partial class OutboxWorker(
    OutboxQueue queue, OutboxSignal signal, MessageProcessor processor, LeaseKeeper leases, JobsOptions options, TimeProvider clock, ILogger<OutboxWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 64;

    // After the deadline, for handlers that do not heed their token; their leases end by themselves.
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly List<Task> _running = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource();
        await using var deadline = cancellationToken.UnsafeRegister(
            _ =>
            {
                leases.CancelAll();
                end.CancelAfter(LastGrace);
            },
            null);
        await base.StopAsync(end.Token);
    }

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var drained = new CancellationTokenSource();
        var renewing = KeepLeasesAsync(drained.Token);
        while (!stoppingToken.IsCancellationRequested)
            await TakeUpAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        await Task.WhenAll(_running);
        await drained.CancelAsync();
        await renewing;
    }

    /// <summary>Fills the free slots, and waits for a call when there are more slots than messages.</summary>
    private async Task TakeUpAsync(CancellationToken stoppingToken)
    {
        await _slots.WaitAsync(stoppingToken);
        await Task.Yield();                      // slots that are about to be free share one claim
        var free = 1;
        while (free < BatchSize && _slots.Wait(0, CancellationToken.None))
            free++;

        var claimed = await ClaimAsync(free);
        _running.RemoveAll(task => task.IsCompleted);
        foreach (var message in claimed ?? [])
            _running.Add(Task.Run(() => WorkOnAsync(message), CancellationToken.None));
        if (free > (claimed?.Count ?? 0))
            _slots.Release(free - (claimed?.Count ?? 0));

        if (claimed is null)
            await Task.Delay(options.PollInterval, clock, stoppingToken);
        else if (claimed.Count < free)
            await signal.WaitAsync(options.PollInterval, clock, stoppingToken);
    }

    // Not cancelled at shutdown: rows that are claimed and not answered would be out of reach until their lease ends.
    private async Task<IReadOnlyList<OutboxMessage>?> ClaimAsync(int limit)
    {
        try
        {
            return await queue.ClaimAsync(limit, CancellationToken.None);
        }
        catch (Exception failure)                // the database is away: every worker keeps trying, one line at a time
        {
            LogClaimFailed(logger, failure.GetType().Name);
            return null;
        }
    }

    private async Task WorkOnAsync(OutboxMessage message)
    {
        var slot = new Slot(_slots);
        try
        {
            await processor.ProcessAsync(message, handled: slot.Free);
        }
        finally
        {
            slot.Free();
            if (message.OrderingKey is not null)
                signal.Wake();                   // for the next one with its key
        }
    }

    private async Task KeepLeasesAsync(CancellationToken drained)
    {
        using var timer = new PeriodicTimer(options.LeaseDuration / 3, clock);
        while (!drained.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(drained);
                await leases.RenewAsync(drained);
            }
            catch (Exception failure) when (!drained.IsCancellationRequested)
            {
                LogRenewalFailed(logger, failure.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Freed once, and as soon as the handler is done: the next messages are claimed while this one is completed.</summary>
    private sealed class Slot(SemaphoreSlim slots)
    {
        private int _isFree;

        public void Free()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0)
                slots.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The outbox could not be read ({Error}); trying again")]
    private static partial void LogClaimFailed(ILogger logger, string error);

    [LoggerMessage(LogLevel.Warning, "Leases could not be renewed ({Error}); trying again")]
    private static partial void LogRenewalFailed(ILogger logger, string error);
}
