using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Infrastructure.Auth;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

/// <summary>Passwords that are hashed until the test lets them go.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PasswordLaneTests
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly List<string> _hashed = [];
    private int _running;
    private int _most;

    [Test]
    public async Task So_many_are_hashed_at_a_time_so_many_wait_and_who_comes_then_is_told_to_come_again()
    {
        using var lane = LaneOf(concurrency: 2, queueLength: 4);
        var admitted = Enumerable.Range(0, 6).Select(i => HashAsync(lane, $"{i}")).ToList();

        await NextIsTurnedAwayAsync(lane);

        _gate.Set();
        await Task.WhenAll(admitted);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_hashed, Is.EquivalentTo(["0", "1", "2", "3", "4", "5"]));
            Assert.That(_most, Is.LessThanOrEqualTo(2));
        }
    }

    [Test]
    public async Task Whoever_would_be_refused_is_turned_away_and_nobody_else()
    {
        using var lane = LaneOf(concurrency: 1, queueLength: 1);

        var empty = lane.TurnAway();
        var first = HashAsync(lane, "first");
        var busy = lane.TurnAway();
        var second = HashAsync(lane, "second");
        var full = lane.TurnAway();
        _gate.Set();
        await Task.WhenAll(first, second);

        Assert.That(new[] { empty, busy, full, lane.TurnAway() }.Select(refusal => refusal?.Code), Is.EqualTo([null, null, "rate_limited", null]));
    }

    [Test]
    public async Task They_have_their_turns_in_the_order_of_their_coming()
    {
        using var lane = LaneOf(concurrency: 1, queueLength: 20);
        var numbers = Enumerable.Range(0, 21).Select(i => $"{i}").ToList();
        var all = numbers.Select(number => HashAsync(lane, number)).ToList();

        _gate.Set();
        await Task.WhenAll(all);

        Assert.That(_hashed, Is.EqualTo(numbers));
    }

    [Test]
    public async Task A_caller_who_goes_away_leaves_the_queue_to_the_next()
    {
        using var lane = LaneOf(concurrency: 1, queueLength: 1);
        using var hangUp = new CancellationTokenSource();
        var first = HashAsync(lane, "first");
        var gone = HashAsync(lane, "gone", hangUp.Token);

        await hangUp.CancelAsync();
        await Assert.ThatAsync(() => gone, Throws.InstanceOf<OperationCanceledException>());
        var next = HashAsync(lane, "next");

        _gate.Set();
        await Task.WhenAll(first, next);
        Assert.That(_hashed, Is.EqualTo(["first", "next"]));
    }

    [Test]
    public async Task A_caller_who_goes_away_while_the_password_is_hashed_frees_no_processor()
    {
        using var lane = LaneOf(concurrency: 1, queueLength: 0);
        using var hangUp = new CancellationTokenSource();
        var first = HashAsync(lane, "first", hangUp.Token);

        await hangUp.CancelAsync();
        await NextIsTurnedAwayAsync(lane);

        _gate.Set();
        await first;
    }

    [Test]
    public async Task A_hash_that_fails_gives_its_turn_back()
    {
        using var lane = LaneOf(concurrency: 1, queueLength: 0);

        await Assert.ThatAsync(() => lane.RunAsync<string>(() => throw new ArgumentException("no text"), CancellationToken.None), Throws.ArgumentException);

        _gate.Set();
        await HashAsync(lane, "next");
        Assert.That(_hashed, Is.EqualTo(["next"]));
    }

    [Test]
    public async Task The_threads_of_the_requests_stay_theirs()
    {
        using var lane = LaneOf(concurrency: 1, queueLength: 0);

        var isTaken = await lane.RunAsync(() => Thread.CurrentThread.IsThreadPoolThread, CancellationToken.None);

        Assert.That(isTaken, Is.False);
    }

    [Test]
    public async Task As_shipped_all_processors_hash_and_64_wait()
    {
        using var lane = new PasswordLane(new AuthOptions());
        var admitted = Enumerable.Range(0, Environment.ProcessorCount + 64).Select(i => HashAsync(lane, $"{i}")).ToList();

        await NextIsTurnedAwayAsync(lane);

        _gate.Set();
        await Task.WhenAll(admitted);
    }

    [TearDown]
    public void RemoveGate()
    {
        _gate.Set();                             // nothing is left waiting by a test that failed
        _gate.Dispose();
    }

    private Task<string> HashAsync(PasswordLane lane, string password, CancellationToken ct = default) => lane.RunAsync(() => Hash(password), ct);

    private string Hash(string password)
    {
        lock (_hashed)
        {
            _hashed.Add(password);
            _most = Math.Max(_most, ++_running);
        }

        _gate.Wait();
        lock (_hashed)
            _running--;
        return password;
    }

    private static PasswordLane LaneOf(int concurrency, int queueLength) =>
        new(new AuthOptions { PasswordHashing = new() { Concurrency = concurrency, QueueLength = queueLength } });

    // One that is let in would wait at the gate for ever.
    private Task NextIsTurnedAwayAsync(PasswordLane lane) => Assert.ThatAsync(
        () => HashAsync(lane, "one more").WaitAsync(TimeSpan.FromSeconds(30)),
        Throws.TypeOf<RefusedException>().With.Property(nameof(RefusedException.Refusal)).Property(nameof(Refusal.Code)).EqualTo("rate_limited")
            .And.Property(nameof(RefusedException.Refusal)).Property(nameof(Refusal.RetryAfter)).GreaterThan(TimeSpan.Zero));
}
