namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// SQLite has one writer, and lets each other one sleep in a loop with its thread until it happens to wake in a gap: here they stand in line
/// instead. Whoever has stood too long tries without a turn, and SQLite decides. The other engines let everybody write.
/// </summary>
internal sealed class WriteGate(DatabaseProvider engine) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim? _turn = engine is DatabaseProvider.Sqlite ? new(1) : null;

    /// <summary>The turn ends when it is disposed; null where there is none.</summary>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken ct) =>
        _turn is not null && await _turn.WaitAsync(Longest, ct) ? new Turn(_turn) : null;

    public void Dispose() => _turn?.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
                turn.Release();
            _isOver = true;
        }
    }
}
