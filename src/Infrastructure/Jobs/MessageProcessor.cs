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
    IServiceScopeFactory scopes, JobsOptions options, TimeProvider clock, ILogger<MessageProcessor> logger)
{
    private const int MaxLostRaces = 4;

    public async Task ProcessAsync(OutboxMessage claimed)
    {
        var left = claimed.NextAttemptAt - clock.GetUtcNow();
        if (!(left > TimeSpan.Zero))
            return;                              // it waited behind slow ones until its lease ran out; it comes back

        if (claimed.Attempts > options.MaxAttempts)
        {
            await SettleFailureAsync(claimed, new PermanentFailureException("Its attempts ended without an outcome: the process died, or the lease ran out."));
            return;
        }

        using var activity = Telemetry.Source.StartActivity(claimed.Type, ActivityKind.Consumer, claimed.TraceParent);
        using var timeout = new CancellationTokenSource(left.Value, clock);
        try
        {
            await HandleAsync(claimed, timeout.Token);
            LogDone(logger, claimed.Type, claimed.Id, claimed.Attempts);
        }
        catch (Exception failure)                // whatever it is: the message is retried, and in the end buried with it
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            LogFailed(logger, claimed.Type, claimed.Id, claimed.Attempts, failure.GetType().Name);
            await SettleFailureAsync(claimed, failure);
        }
    }

    private async Task HandleAsync(OutboxMessage claimed, CancellationToken ct)
    {
        for (var run = 1; ; run++)
        {
            await using var scope = scopes.CreateAsyncScope();
            try
            {
                var message = scope.ServiceProvider.GetRequiredService<MessageSerializer>().Deserialize(claimed.Type, claimed.Payload);
                await Dispatcher.For(message).HandleAsync(
                    scope.ServiceProvider, message, new MessageContext(claimed.Id, claimed.Attempts, claimed.CreatedAt), ct);

                var row = await LoadAsync(scope.ServiceProvider.GetRequiredService<AppDbContext>(), claimed, ct);
                if (row is null)
                    return;                      // the lease is lost: another worker has the message
                row.Complete(clock.GetUtcNow(), MessageSerializer.IsConfidential(claimed.Type));
                await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(ct);
                return;
            }
            catch (Exception lost) when (lost is ConcurrentChangeException or DuplicateException && run < MaxLostRaces)
            {
                // Nothing was committed; run again on fresh data.
            }
        }
    }

    private async Task SettleFailureAsync(OutboxMessage claimed, Exception failure)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            if (await LoadAsync(db, claimed, CancellationToken.None) is not { } row)
                return;

            var (now, error) = (clock.GetUtcNow(), Shorten($"{failure.GetType().Name}: {failure.Message}"));
            if (claimed.Attempts >= options.MaxAttempts || failure is PermanentFailureException)
                row.Bury(now, error);
            else
                row.Retry(now + options.DelayAfter(claimed.Attempts), error);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception unsettled)              // the database is away; the lease runs out and the message comes back
        {
            LogUnsettled(logger, claimed.Type, claimed.Id, unsettled.GetType().Name);
        }
    }

    private static Task<OutboxMessage?> LoadAsync(AppDbContext db, OutboxMessage claimed, CancellationToken ct) =>
        db.OutboxMessages.FirstOrDefaultAsync(message => message.Id == claimed.Id && message.LeaseId == claimed.LeaseId, ct);

    private static string Shorten(string error) =>
        error.Length <= OutboxMessageConfiguration.MaxErrorLength ? error : error[..OutboxMessageConfiguration.MaxErrorLength];

    [LoggerMessage(LogLevel.Information, "Message {Type} {MessageId} done at attempt {Attempt}")]
    private static partial void LogDone(ILogger logger, string type, Guid messageId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Message {Type} {MessageId} failed at attempt {Attempt}: {Error}")]
    private static partial void LogFailed(ILogger logger, string type, Guid messageId, int attempt, string error);

    [LoggerMessage(LogLevel.Warning, "The failure of message {Type} {MessageId} could not be stored: {Error}")]
    private static partial void LogUnsettled(ILogger logger, string type, Guid messageId, string error);

    /// <summary>Calls the handler of a message whose type is known only at run time.</summary>
    private abstract class Dispatcher
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Dispatcher> Known = new();

        public static Dispatcher For(object message) => Known.GetOrAdd(
            message.GetType(), type => (Dispatcher)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!);

        public abstract Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken ct);

        private sealed class Of<TMessage> : Dispatcher
        {
            public override Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken ct) =>
                services.GetRequiredService<IMessageHandler<TMessage>>().HandleAsync((TMessage)message, context, ct);
        }
    }
}
