using System.Collections.Concurrent;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Writes together what comes while the write before is under way, as databases do with commits: whoever is alone waits for nobody, and many share
/// a round trip and a flush to the disk. Each is answered when its own write is complete.
/// </summary>
/// <param name="write">Writes all or nothing, and answers in the order of what it was given.</param>
/// <param name="most">The largest number that is written together; 1 or more.</param>
internal sealed class GroupCommit<T, TResult>(Func<IReadOnlyList<T>, Task<IReadOnlyList<TResult>>> write, int most)
{
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _isWriting;

    public Task<TResult> WriteAsync(T item)
    {
        var waiting = new Waiting(item);
        _waiting.Enqueue(waiting);
        if (TryBegin())
            _ = WriteWaitingAsync();
        return waiting.Written.Task;
    }

    private bool TryBegin() => Interlocked.CompareExchange(ref _isWriting, 1, 0) == 0;

    private async Task WriteWaitingAsync()
    {
        do
        {
            while (Take() is { Count: > 0 } group)
                await WriteAsync(group);
            Volatile.Write(ref _isWriting, 0);
        }
        while (!_waiting.IsEmpty && TryBegin());         // who came after the last look, and found the writer still there
    }

    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        while (group.Count < most && _waiting.TryDequeue(out var waiting))
            group.Add(waiting);
        return group;
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            var results = await write([.. group.Select(waiting => waiting.Item)]);
            foreach (var (waiting, result) in group.Zip(results))
                waiting.Written.SetResult(result);
        }
        catch (Exception) when (group.Count > 1)         // of one of them, which must not cost the others theirs
        {
            foreach (var waiting in group)
                await WriteAsync([waiting]);
        }
        catch (Exception failure)
        {
            group[0].Written.SetException(failure);
        }
    }

    private sealed class Waiting(T item)
    {
        public T Item => item;

        public TaskCompletionSource<TResult> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
