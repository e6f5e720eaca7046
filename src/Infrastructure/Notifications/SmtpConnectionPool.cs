namespace MySaas.Infrastructure.Notifications;

/// <summary>
/// Keeps connections for the next mails, because a handshake and a sign-in cost more than a mail. Whoever sends holds one of
/// <see cref="EmailOptions.SmtpOptions.MaxConnections"/> slots, and takes an idle connection before it opens one: so there are
/// never more connections than slots.
/// </summary>
internal sealed class SmtpConnectionPool : IAsyncDisposable
{
    private readonly EmailOptions.SmtpOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _slots;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly List<SmtpConnection> _idle = [];       // the one used last at the end, where it is taken from
    private Task _goodbyes = Task.CompletedTask;
    private bool _closed;

    public SmtpConnectionPool(EmailOptions.SmtpOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _slots = new SemaphoreSlim(options.MaxConnections);
        _timer = clock.CreateTimer(_ => CloseIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for a slot, which is free again when the result is disposed.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        return new Slot(_slots);
    }

    /// <summary>A connection that is open as far as anybody knows.</summary>
    public SmtpConnection? TakeIdle()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
                return null;
            var latest = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return latest;
        }
    }

    /// <exception cref="MailHostException">The server cannot be reached or used.</exception>
    public Task<SmtpConnection> OpenAsync(CancellationToken ct) => SmtpConnection.OpenAsync(_options, _clock, ct);

    /// <summary>Keeps the connection for the next mail, or closes it.</summary>
    public async Task ReturnAsync(SmtpConnection connection, bool isUsable)
    {
        if (!isUsable || !TryKeep(connection))
            await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            SayGoodbye(_idle.Count);
        }

        await _timer.DisposeAsync();
        await _goodbyes;
    }

    private bool TryKeep(SmtpConnection connection)
    {
        lock (_gate)
        {
            if (_closed || !connection.IsOpen)
                return false;
            connection.Keep(_clock.GetUtcNow());
            _idle.Add(connection);
            if (_idle.Count == 1)
                _timer.Change(_options.IdleTimeout, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    private void CloseIdle()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            var now = _clock.GetUtcNow();
            var expired = _idle.TakeWhile(connection => connection.IdleSince + _options.IdleTimeout <= now).Count();
            SayGoodbye(expired);
            if (_idle.Count > 0)
                _timer.Change(_idle[0].IdleSince + _options.IdleTimeout - now, Timeout.InfiniteTimeSpan);
        }
    }

    private void SayGoodbye(int count)
    {
        var leaving = _idle[..count];
        _idle.RemoveRange(0, count);
        _goodbyes = Task.WhenAll([_goodbyes, .. leaving.Select(connection => Task.Run(async () => await connection.DisposeAsync()))]);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
