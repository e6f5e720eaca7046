using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Runs one message's handler and commits what it changed together with the message's completion. Both carry the lease, so
/// a worker that has lost it changes nothing.
/// </summary>
internal sealed partial class MessageProcessor(
    IServiceScopeFactory scopes, LeaseKeeper leases, Completions completions, FailureBook failures, TimeProvider clock, ILogger<MessageProcessor> logger)
{
    private const int MaxLostRaces = 4;

    /// <param name="handled">Called when the handler is done and changed nothing here, so that only the row's completion is left.</param>
    public async Task ProcessAsync(OutboxMessage claimed, Action? handled = null)
    {
        using var lease = leases.Hold(claimed);
        if (lease is null)
            return;                              // its lease ran out before its turn; it comes back

        if (claimed.Attempts > failures.MaxAttempts)
        {
            await failures.SettleAsync(claimed, new PermanentFailureException("Its attempts ended without an outcome: the process died, or the lease ran out."));
            return;
        }

        using var activity = Telemetry.Source.StartActivity(claimed.Type, ActivityKind.Consumer, claimed.TraceParent);
        var outcome = "done";
        try
        {
            await HandleAsync(claimed, handled, lease.Token);
            LogDone(logger, claimed.Type, claimed.Id, claimed.Attempts);
        }
        catch (LeaseLostException)               // another worker has the message, and the last word on it
        {
            outcome = "lost";
            JobMetrics.LostLease();
            LogLost(logger, claimed.Type, claimed.Id, claimed.Attempts);
        }
        catch (OperationCanceledException) when (leases.IsStopping)
        {
            outcome = "released";
            await failures.ReleaseAsync(claimed);
        }
        catch (Exception failure)                // whatever it is: the message is retried, and in the end buried with it
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            outcome = await failures.SettleAsync(claimed, failure);
        }

        JobMetrics.Attempted(claimed.Type, outcome, clock.GetUtcNow() - lease.StartedAt);
    }

    private async Task HandleAsync(OutboxMessage claimed, Action? handled, CancellationToken ct)
    {
        for (var run = 1; ; run++)
        {
            await using var scope = scopes.CreateAsyncScope();
            try
            {
                var message = scope.ServiceProvider.GetRequiredService<MessageSerializer>().Deserialize(claimed.Type, claimed.Payload);
                var context = new MessageContext(claimed.Id, claimed.Attempts, claimed.CreatedAt, claimed.Attempts >= failures.MaxAttempts);
                await MessageDispatcher.For(message).HandleAsync(scope.ServiceProvider, message, context, ct);
                await CompleteAsync(scope.ServiceProvider, claimed, handled, ct);
                return;
            }
            catch (Exception lost) when (lost is ConcurrentChangeException or DuplicateException && !IsLostLease(lost) && run < MaxLostRaces)
            {
                // Nothing was committed; run again on fresh data.
            }
            catch (ConcurrentChangeException lost) when (IsLostLease(lost))
            {
                throw new LeaseLostException();
            }
        }
    }

    private async Task CompleteAsync(IServiceProvider scope, OutboxMessage claimed, Action? handled, CancellationToken ct)
    {
        var unitOfWork = scope.GetRequiredService<UnitOfWork>();
        if (unitOfWork.IsEmpty)
        {
            handled?.Invoke();
            if (!await completions.CompleteAsync(claimed))
                JobMetrics.LostLease();
            return;
        }

        var row = claimed.Copy();
        scope.GetRequiredService<AppDbContext>().Attach(row);
        row.Complete(clock.GetUtcNow(), MessageSerializer.IsConfidential(claimed.Type));
        await unitOfWork.CommitAsync(ct);
    }

    // The row's concurrency token is its lease.
    private static bool IsLostLease(Exception lost) =>
        lost.InnerException is DbUpdateConcurrencyException { Entries: var entries } && entries.Any(entry => entry.Entity is OutboxMessage);

    [LoggerMessage(LogLevel.Information, "Message {Type} {MessageId} done at attempt {Attempt}")]
    private static partial void LogDone(ILogger logger, string type, Guid messageId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Message {Type} {MessageId} lost its lease at attempt {Attempt}; another worker has it")]
    private static partial void LogLost(ILogger logger, string type, Guid messageId, int attempt);

    private sealed class LeaseLostException : Exception;
}
