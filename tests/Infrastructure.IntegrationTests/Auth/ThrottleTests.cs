using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

internal sealed class ThrottleTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly ThrottleKey Key = new("sign-in", "ada@example.com", Limit: 3, Window);

    private IThrottle Throttle => Node.Get<IThrottle>();

    [Test]
    public async Task Up_to_the_limit_nobody_waits_and_the_next_one_does()
    {
        var waits = new List<TimeSpan?>();
        for (var i = 0; i < 4; i++)
            waits.Add(await Throttle.CountAsync(Key, default));

        Assert.That(waits, Is.EqualTo(new TimeSpan?[] { null, null, null, Window }));
    }

    [Test]
    public async Task Only_a_full_key_is_closed()
    {
        await CountAsync(Key, 2);
        var beforeItIsFull = await Throttle.WaitAsync(Key, default);

        await CountAsync(Key, 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(beforeItIsFull, Is.Null);
            Assert.That(await Throttle.WaitAsync(Key, default), Is.EqualTo(Window));
            Assert.That(await Throttle.WaitAsync(Key with { Subject = "bob@example.com" }, default), Is.Null);
            Assert.That(await Throttle.WaitAsync(Key with { Kind = "mail" }, default), Is.Null);
        }
    }

    [Test]
    public async Task A_closed_key_opens_a_window_after_the_event_that_filled_it()
    {
        await CountAsync(Key, 2);
        Node.Clock.Advance(Window / 2);
        await CountAsync(Key, 1);

        Node.Clock.Advance(Window - TimeSpan.FromSeconds(1));
        var justBefore = await Throttle.WaitAsync(Key, default);
        Node.Clock.Advance(TimeSpan.FromSeconds(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(justBefore, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(await Throttle.WaitAsync(Key, default), Is.Null);
        }
    }

    [Test]
    public async Task Events_that_go_on_while_a_key_is_closed_do_not_keep_it_closed()
    {
        await CountAsync(Key, 3);
        Node.Clock.Advance(Window / 2);

        await CountAsync(Key, 10);

        Assert.That(await Throttle.WaitAsync(Key, default), Is.EqualTo(Window / 2));
    }

    [Test]
    public async Task After_the_window_the_count_begins_anew()
    {
        await CountAsync(Key, 3);
        Node.Clock.Advance(Window);

        await CountAsync(Key, 2);

        Assert.That(await Throttle.WaitAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task A_cleared_key_is_open_and_counts_from_zero()
    {
        await CountAsync(Key, 3);

        await Throttle.ClearAsync(Key, default);
        await CountAsync(Key, 2);

        Assert.That(await Throttle.WaitAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task Fifty_parallel_events_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Throttle.CountAsync(Key with { Limit = 1000 }, default))));

        await using var db = Database.Open();
        Assert.That((await db.Throttles.SingleAsync()).Count, Is.EqualTo(50));
    }

    [Test]
    public async Task Of_fifty_parallel_events_no_more_than_the_limit_go_through()
    {
        var key = Key with { Limit = 20 };

        var waits = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Throttle.CountAsync(key, default))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(waits.Count(wait => wait is null), Is.AtMost(20));       // those that were counted before the first looked are all too many
            Assert.That(await Throttle.WaitAsync(key, default), Is.EqualTo(Window));
        }
    }

    [Test]
    public async Task Counting_and_clearing_at_the_same_time_fails_nobody()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            i % 4 == 0 ? Throttle.ClearAsync(Key, default) : Throttle.CountAsync(Key, default))));
        await Throttle.ClearAsync(Key, default);

        Assert.That(await Throttle.WaitAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task All_nodes_share_one_count()
    {
        await using var other = new Node(Database, Node.Clock);
        await CountAsync(Key, 2);

        await other.Get<IThrottle>().CountAsync(Key, default);

        Assert.That(await Throttle.WaitAsync(Key, default), Is.EqualTo(Window));
    }

    [Test]
    public async Task The_table_holds_no_address()
    {
        await CountAsync(Key, 1);

        await using var db = Database.Open();
        Assert.That((await db.Throttles.SingleAsync()).Key, Does.Match("^[0-9a-f]{64}$"));
    }

    private async Task CountAsync(ThrottleKey key, int times)
    {
        for (var i = 0; i < times; i++)
            await Throttle.CountAsync(key, default);
    }
}
