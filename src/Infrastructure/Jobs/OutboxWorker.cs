using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Takes batches of due messages and handles them side by side. At shutdown it claims no more and finishes what it holds.
/// </summary>
internal sealed partial class OutboxWorker(
    OutboxQueue queue, OutboxSignal signal, MessageProcessor processor, JobsOptions options, ILogger<OutboxWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 32;
    private const int Parallelism = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var batch = await queue.ClaimAsync(BatchSize, stoppingToken);
                await Parallel.ForEachAsync(
                    batch,
                    new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
                    async (message, _) => await processor.ProcessAsync(message));
                if (batch.Count < BatchSize)
                    await signal.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)            // the database is away: every worker keeps trying, one line at a time
            {
                LogClaimFailed(logger, failure.GetType().Name);
                await Task.Delay(options.PollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The outbox could not be read ({Error}); trying again")]
    private static partial void LogClaimFailed(ILogger logger, string error);
}
