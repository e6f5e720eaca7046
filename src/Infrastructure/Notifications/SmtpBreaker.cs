using Microsoft.Extensions.Logging;
using MySaas.Application.Common;

namespace MySaas.Infrastructure.Notifications;

/// <summary>
/// A circuit breaker: stops asking a mail server that cannot be used. After a pause one mail tries for all, and those that come
/// meanwhile wait for its outcome. All that are put off are put off to the same time, so that the queue hands them out in their
/// order again. See <c>docs/decisions/0013</c> for why it is not Polly's.
/// </summary>
internal sealed partial class SmtpBreaker(EmailOptions.SmtpOptions options, TimeProvider clock, ILogger<SmtpBreaker> logger)
{
    private const int FailuresInARow = 3;
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private int _failures;
    private Outage? _outage;

    /// <exception cref="PostponedException">The server cannot be used now; the mail's turn is later.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> send, CancellationToken ct)
    {
        var outage = await EnterAsync(ct);
        try
        {
            await send(ct);
        }
        catch (Exception failure) when (BlamesHost(failure))
        {
            Fail(outage, failure);
            if (failure is MailHostException)
                throw new PostponedException(NextTry(), failure.Message);
            throw;
        }
        catch (Exception)                        // the server refused this mail, so it is up
        {
            Succeed(outage);
            throw;
        }

        Succeed(outage);
    }

    // A cancelled mail says nothing good of the server: its lease ran out in the middle of a conversation.
    private static bool BlamesHost(Exception failure) =>
        failure is MailHostException or EmailDeliveryException { DoubtsHost: true } or OperationCanceledException;

    /// <returns>Null, or the outage whose end this mail is to find out.</returns>
    private async Task<Outage?> EnterAsync(CancellationToken ct)
    {
        while (true)
        {
            Outage outage;
            lock (_gate)
            {
                if (_outage is null)
                    return null;
                outage = _outage;
                if (clock.GetUtcNow() < outage.Until)
                    throw PutOff(outage.Until);
                if (outage.TryProbe())
                    return outage;
            }

            try
            {
                await outage.Probed.WaitAsync(ProbePatience, clock, ct);
            }
            catch (TimeoutException)
            {
                throw PutOff(NextTry());
            }
        }
    }

    private void Fail(Outage? known, Exception failure)
    {
        DateTimeOffset until;
        lock (_gate)
        {
            if (known != _outage)
                return;                          // it began before the outage, and is no news
            if (known is null && ++_failures < FailuresInARow)
                return;

            var now = clock.GetUtcNow();
            var pause = known is null ? options.OutagePause : 2 * known.Pause;
            pause = pause < options.MaxOutagePause ? pause : options.MaxOutagePause;
            until = now + pause;
            _outage = new Outage(known?.Since ?? now, until, pause);
        }

        if (known is null)
            LogOpened(logger, failure is OperationCanceledException ? "The mail server takes too long." : failure.Message, until);
        known?.EndProbe();
    }

    private void Succeed(Outage? known)
    {
        lock (_gate)
        {
            if (known != _outage)
                return;
            (_failures, _outage) = (0, null);
        }

        if (known is not null)
            LogClosed(logger, clock.GetUtcNow() - known.Since);
        known?.EndProbe();
    }

    private DateTimeOffset NextTry()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
            return _outage is { } outage && now < outage.Until ? outage.Until : now + options.OutagePause;
    }

    private static PostponedException PutOff(DateTimeOffset until) => new(until, "The mail server cannot be used; it is tried again later.");

    [LoggerMessage(LogLevel.Warning, "Mails wait: {Reason} The server is tried again at {Until:HH:mm:ss}, and then less and less often")]
    private static partial void LogOpened(ILogger logger, string reason, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information, "The mail server works again; mails waited for {Outage}")]
    private static partial void LogClosed(ILogger logger, TimeSpan outage);

    /// <summary>From a failure to the outcome of the next try.</summary>
    private sealed class Outage(DateTimeOffset since, DateTimeOffset until, TimeSpan pause)
    {
        private readonly TaskCompletionSource _probed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isProbing;

        public DateTimeOffset Since { get; } = since;

        public DateTimeOffset Until { get; } = until;

        public TimeSpan Pause { get; } = pause;

        public Task Probed => _probed.Task;

        /// <summary>True for the one that is to try, under the breaker's lock.</summary>
        public bool TryProbe() => !_isProbing && (_isProbing = true);

        public void EndProbe() => _probed.TrySetResult();
    }
}
