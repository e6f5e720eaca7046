using System.Collections.Concurrent;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

internal sealed class GroupCommitTests
{
    private readonly ConcurrentQueue<IReadOnlyList<int>> _groups = new();

    [Test]
    public async Task What_comes_during_a_write_is_written_together_after_it()
    {
        var first = new TaskCompletionSource();
        var commit = new GroupCommit<int, int>(async group =>
        {
            _groups.Enqueue(group);
            if (_groups.Count == 1)
                await first.Task;
            return [.. group.Select(item => item * 10)];
        }, most: 3);

        var writes = Enumerable.Range(1, 6).Select(commit.WriteAsync).ToList();
        first.SetResult();

        Assert.That(await Task.WhenAll(writes), Is.EqualTo([10, 20, 30, 40, 50, 60]), "each has its own answer");
        Assert.That(_groups, Is.EqualTo(new[] { new[] { 1 }, [2, 3, 4], [5, 6] }));
    }

    [Test]
    public async Task Who_cannot_be_written_costs_the_others_nothing()
    {
        var first = new TaskCompletionSource();
        var commit = new GroupCommit<int, int>(async group =>
        {
            await first.Task;
            return group.Contains(3) ? throw new InvalidOperationException("three") : [.. group];
        }, most: 10);

        var writes = Enumerable.Range(1, 5).Select(commit.WriteAsync).ToList();
        first.SetResult();

        using (Assert.EnterMultipleScope())
        {
            foreach (var (write, item) in writes.Zip(Enumerable.Range(1, 5)).Where(each => each.Second != 3))
                Assert.That(await write, Is.EqualTo(item));
            Assert.That(async () => await writes[2], Throws.InvalidOperationException.With.Message.EqualTo("three"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Nobody_is_forgotten_however_the_writes_meet(CancellationToken ct)
    {
        const int Writers = 8, Each = 5_000;
        var written = 0;
        var commit = new GroupCommit<int, int>(async group =>
        {
            await Task.Yield();
            Interlocked.Add(ref written, group.Count);
            return group;
        }, most: 16);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < Each; i++)
                    Assert.That(await commit.WriteAsync((writer * Each) + i).WaitAsync(ct), Is.EqualTo((writer * Each) + i));
            },
            ct)));

        Assert.That(written, Is.EqualTo(Writers * Each));
    }
}
