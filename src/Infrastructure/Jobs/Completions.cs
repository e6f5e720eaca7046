namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Completes messages whose handlers changed nothing in the database. Those that are done while a statement is on its way
/// share the next one, so that a busy worker pays for one round trip in many and an idle one waits for nobody.
/// </summary>
internal sealed class Completions(OutboxQueue queue)
{
    private readonly Lock _gate = new();
    private List<Waiting> _waiting = [];
    private bool _isFlushing;

    /// <summary>Returns once the completion is committed; false when the lease was lost, which is known of the group only.</summary>
    public Task<bool> CompleteAsync(OutboxMessage claimed)
    {
        var waiting = new Waiting(claimed, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            _waiting.Add(waiting);
            if (!_isFlushing)
            {
                _isFlushing = true;
                _ = FlushAsync();
            }
        }

        return waiting.Outcome.Task;
    }

    private async Task FlushAsync()
    {
        await Task.Yield();                      // to the end of the pool's queue, behind handlers that are about to be done
        while (TakeAll() is { } all)
            foreach (var group in all.GroupBy(one => (Lease: one.Claimed.LeaseId!.Value, Forget: MessageSerializer.IsConfidential(one.Claimed.Type))))
                await CompleteAsync(group.Key.Lease, group.Key.Forget, [.. group]);
    }

    private List<Waiting>? TakeAll()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isFlushing = false;
                return null;
            }

            (var all, _waiting) = (_waiting, []);
            return all;
        }
    }

    private async Task CompleteAsync(Guid lease, bool forget, IReadOnlyList<Waiting> group)
    {
        try
        {
            var held = await queue.CompleteAsync(lease, [.. group.Select(one => one.Claimed.Position)], forget, CancellationToken.None);
            foreach (var one in group)
                one.Outcome.SetResult(held == group.Count);
        }
        catch (Exception failure)                // each of them hears of it
        {
            foreach (var one in group)
                one.Outcome.SetException(failure);
        }
    }

    private sealed record Waiting(OutboxMessage Claimed, TaskCompletionSource<bool> Outcome);
}
