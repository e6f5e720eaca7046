using System.Collections.Concurrent;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>
/// Nodes of one site that relieve each other: the one that has served longest is killed while others serve or start, since a start takes
/// longer than anything that a kill can interrupt.
/// </summary>
internal sealed class Shift(Site site) : IAsyncDisposable
{
    private const int Size = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Task> _starting = [];
    private readonly ConcurrentQueue<Node> _serving = [];
    private readonly ConcurrentDictionary<Node, bool> _answered = [];

    /// <summary>One that serves, as soon as there is one.</summary>
    public async Task<Node> FindAsync(Random luck)
    {
        var serving = await Eventually.GetAsync(() => Task.FromResult(_serving.ToArray()), nodes => nodes.Length > 0, "somebody serves", Patience);
        return serving[luck.Next(serving.Length)];
    }

    /// <summary>From now on it may be killed: what it does is no longer done for the first time, which takes it long.</summary>
    public void NoteAnswer(Node node) => _answered.TryAdd(node, true);

    /// <summary>Kills the node that has served longest, at a moment of its life.</summary>
    /// <param name="longestLife">How long it lives at most after its first answer and the death of the one before it.</param>
    /// <param name="luck">Chooses the moment.</param>
    /// <param name="work">Goes on meanwhile, unless it has failed.</param>
    public async Task KillOneAsync(TimeSpan longestLife, Random luck, IReadOnlyList<Task> work)
    {
        _starting.RemoveAll(start => start.IsCompletedSuccessfully);
        while (_starting.Count + _serving.Count < Size)
            _starting.Add(Task.Run(async () => _serving.Enqueue(await site.StartAsync())));
        await Eventually.ThatAsync(
            () => (_serving.TryPeek(out var oldest) && _answered.ContainsKey(oldest)) || work.Any(done => done.IsCompleted), "a node has answered", Patience);
        await Task.WhenAny([Task.Delay(longestLife * luck.NextDouble()), .. work]);       // the moment is what is random; nothing is awaited by it
        if (_serving.TryDequeue(out var victim))
            await victim.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_starting);
        foreach (var node in _serving)
            await node.KillAsync();
    }
}
