namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// What is done at the start of the commit's own transaction, before the rows are saved: single statements that hold what they
/// touch until its end. A step that throws undoes the commit.
/// </summary>
internal sealed class CommitSteps
{
    private readonly List<(string Order, Func<CancellationToken, Task> Run)> _steps = [];

    public bool IsEmpty => _steps.Count == 0;

    /// <param name="order">Steps run sorted by it, in every commit alike: two commits never wait for each other.</param>
    /// <param name="run">The step.</param>
    public void Add(string order, Func<CancellationToken, Task> run) => _steps.Add((order, run));

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var (_, run) in _steps.OrderBy(step => step.Order, StringComparer.Ordinal))
            await run(ct);
    }

    public void Clear() => _steps.Clear();
}
