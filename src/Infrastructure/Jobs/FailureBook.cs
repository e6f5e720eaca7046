using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>What becomes of a message that was not done: another attempt, a wait, or the dead letters.</summary>
internal sealed partial class FailureBook(Func<AppDbContext> contexts, JobsOptions options, TimeProvider clock, ILogger<FailureBook> logger)
{
    /// <summary>What is claimed more often than this ended its last attempt without an outcome.</summary>
    public int MaxAttempts => options.MaxAttempts;

    /// <summary>The outcome in the words of the metrics.</summary>
    public async Task<string> SettleAsync(OutboxMessage claimed, Exception failure)
    {
        var now = clock.GetUtcNow();
        var attempt = new FailedAttempt(claimed.Attempts, now, NodeName.Value, Shorten($"{failure.GetType().Name}: {failure.Message}"));
        var isDead = failure switch
        {
            PermanentFailureException => true,
            PostponedException => now - claimed.CreatedAt >= options.GiveUpAfter,
            _ => claimed.Attempts >= options.MaxAttempts,
        };
        switch (failure)
        {
            case var _ when isDead:
                LogBuried(logger, claimed.Type, claimed.Id, claimed.Attempts, failure.GetType().Name);
                await SaveAsync(claimed, row => row.Bury(now, attempt));
                return "dead";
            case PostponedException postponed:               // whoever put it off says why, once for all that wait
                await SaveAsync(claimed, row => row.Postpone(postponed.Until, attempt.Error));
                return "postponed";
            default:
                LogFailed(logger, claimed.Type, claimed.Id, claimed.Attempts, failure.GetType().Name);
                await SaveAsync(claimed, row => row.Retry(
                    now + options.DelayAfter(claimed.Attempts), attempt, MessageSerializer.StepsAside(claimed.Type)));
                return "retried";
        }
    }

    /// <summary>Gives a message back that was not tried to the end, because this process ends.</summary>
    public Task ReleaseAsync(OutboxMessage claimed) => SaveAsync(claimed, row => row.Postpone(clock.GetUtcNow(), reason: null));

    private async Task SaveAsync(OutboxMessage claimed, Action<OutboxMessage> change)
    {
        try
        {
            await using var db = contexts();
            var row = claimed.Copy();
            db.Attach(row);
            change(row);
            db.Entry(row).Property(saved => saved.NextAttemptAt).IsModified = true;      // renewals have moved it, which the copy does not know
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)     // the lease is lost: another worker has the message
        {
            JobMetrics.LostLease();
        }
        catch (Exception unsettled)              // the database is away; the lease runs out and the message comes back
        {
            LogUnsettled(logger, claimed.Type, claimed.Id, unsettled.GetType().Name);
        }
    }

    private static string Shorten(string error) =>
        error.Length <= OutboxMessageConfiguration.MaxErrorLength ? error : error[..OutboxMessageConfiguration.MaxErrorLength];

    [LoggerMessage(LogLevel.Warning, "Message {Type} {MessageId} failed at attempt {Attempt}: {Error}")]
    private static partial void LogFailed(ILogger logger, string type, Guid messageId, int attempt, string error);

    [LoggerMessage(LogLevel.Error, "Message {Type} {MessageId} is dead after attempt {Attempt}: {Error}")]
    private static partial void LogBuried(ILogger logger, string type, Guid messageId, int attempt, string error);

    [LoggerMessage(LogLevel.Warning, "The failure of message {Type} {MessageId} could not be stored: {Error}")]
    private static partial void LogUnsettled(ILogger logger, string type, Guid messageId, string error);
}
