using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Application.Users;
using MySaas.Domain.Auditing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>
/// Three workers over one database in any order of steps: messages come, are claimed, renewed, done, failed, put off and taken
/// back, workers die, time passes. One worker's clock is ahead by more than a lease, so that it takes what others still work on.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class QueueModelTests(DatabaseProvider engine) : JobTests(engine)
{
    private const int MaxAttempts = 3;
    private const int Ahead = 2;
    private const int Kinds = 14;

    private static readonly TimeSpan Skew = Lease + TimeSpan.FromSeconds(1);

    private readonly List<OutboxMessage>[] _held = [[], [], []];
    private FakeTimeProvider[] _clocks = [];
    private Node[] _workers = [];
    private QueueModel _model = new(Lease, MaxAttempts);
    private Func<Task> _handler = () => Task.CompletedTask;

    [Test]
    public void No_message_is_lost_doubled_or_out_of_the_order_of_its_key() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(Arb.From(Gen.Choose(0, (Kinds * 24) - 1).ArrayOf(60), Shorter), RunAsync));

    // A failure is easier to read with fewer steps; halves first, then one by one.
    private static IEnumerable<int[]> Shorter(int[] steps) =>
        new[] { steps.Length / 2, steps.Length / 4, 1 }.Where(size => size > 0).Distinct()
            .SelectMany(size => Enumerable.Range(0, steps.Length / size).Select(part => (int[])[.. steps[..(part * size)], .. steps[((part + 1) * size)..]]));

    private async Task RunAsync(int[] steps)
    {
        await Database.CleanAsync();
        await using var even = Worker(0);
        await using var odd = Worker(0);
        await using var ahead = Worker(Skew.Ticks);
        _workers = [even, odd, ahead];
        _clocks = [even.Clock, odd.Clock, ahead.Clock];
        _model = new QueueModel(Lease, MaxAttempts);
        foreach (var held in _held)
            held.Clear();

        foreach (var step in steps)
            await StepAsync(step % Kinds, step / Kinds);
        await DrainAsync();
    }

    private Node Worker(long skew) => new(
        Database,
        new FakeTimeProvider(Node.Monday + TimeSpan.FromTicks(skew)),
        services => services.AddScoped<IMessageHandler<PackExport>>(scope => new Handler(scope, this)),
        ("Jobs:MaxAttempts", $"{MaxAttempts}"));

    private async Task StepAsync(int kind, int choice)
    {
        var worker = choice % 3;
        var held = _held[worker];
        var message = held.Count == 0 ? null : held[choice % held.Count];
        var act = (kind, message) switch
        {
            (0 or 1 or 2, _) => AddAsync(choice),
            (3 or 4, _) => ClaimAsync(worker, limit: 1 + (choice % 4)),
            (5, _) => RenewAsync(worker),
            (6 or 7, { } claimed) => CompleteAsync(worker, claimed),
            (8, { } claimed) => CompleteAsync(worker, claimed, meanwhile: () => ClaimAsync(Ahead, limit: 100)),
            (9, { } claimed) => FailAsync(worker, claimed, new InvalidOperationException("again"), () => _model.Fail(claimed)),
            (10, { } claimed) => FailAsync(worker, claimed, new PermanentFailureException("never"), () => _model.Bury(claimed)),
            (11, { } claimed) => PostponeAsync(worker, claimed),
            (12, _) => choice % 4 == 0 ? ReviveAsync() : PassAsync(TimeSpan.FromSeconds(choice)),
            (13, _) => choice % 3 == 0 ? PassAsync(Lease) : DieAsync(worker),
            _ => Task.CompletedTask,
        };
        await act;
        await using var db = Database.Open();
        await _model.CompareAsync(db);
    }

    private async Task AddAsync(int choice)
    {
        var now = _clocks[0].GetUtcNow();
        var row = new OutboxMessage(
            "users.pack_export.v1", MessageSerializer.Json(Export()), now, now.AddSeconds(choice % 5 == 0 ? choice : 0), traceParent: null,
            (MessagePriority)(choice % 3), orderingKey: (choice % 4) switch { 0 => "a", 1 => "b", _ => null });
        await using var db = Database.Open();
        db.Add(row);
        await db.SaveChangesAsync();
        _model.Add(row);
    }

    private async Task ClaimAsync(int worker, int limit)
    {
        var claimed = await _workers[worker].Get<OutboxQueue>().ClaimAsync(limit, CancellationToken.None);
        _model.Claim(claimed, limit, Now(worker));
        _held[worker].AddRange(claimed);
    }

    private async Task RenewAsync(int worker)
    {
        var renewed = new HashSet<long>();
        foreach (var claim in _held[worker].ToLookup(row => row.LeaseId!.Value, row => row.Position))
            renewed.UnionWith((await _workers[worker].Get<OutboxQueue>().RenewAsync(claim.Key, [.. claim], CancellationToken.None)).Held);
        _model.Renew(_held[worker], renewed, Now(worker));
    }

    private Task CompleteAsync(int worker, OutboxMessage claimed, Func<Task>? meanwhile = null) => ProcessAsync(
        worker, claimed, meanwhile ?? (() => Task.CompletedTask), () => _model.Complete(claimed));

    private Task FailAsync(int worker, OutboxMessage claimed, Exception failure, Action expected) =>
        ProcessAsync(worker, claimed, () => throw failure, expected);

    private Task PostponeAsync(int worker, OutboxMessage claimed)
    {
        var until = Now(worker).AddSeconds(20);
        return FailAsync(worker, claimed, new PostponedException(until, "later"), () => _model.Postpone(claimed, until));
    }

    private async Task ProcessAsync(int worker, OutboxMessage claimed, Func<Task> handler, Action expected)
    {
        _held[worker].Remove(claimed);
        var (ran, runs) = (false, _model.MayRun(claimed, Now(worker)) && !_model.IsWornOut(claimed));
        _handler = () =>
        {
            ran = true;
            return handler();
        };

        var isWornOut = _model.MayRun(claimed, Now(worker)) && _model.IsWornOut(claimed);
        await _workers[worker].Get<MessageProcessor>().ProcessAsync(claimed);

        if (isWornOut)
            _model.Bury(claimed);
        else if (_model.MayRun(claimed, Now(worker)))        // nobody took it over in the middle either
            expected();
        Assert.That(ran || !runs, "a worker that holds the message handles it");
    }

    private Task DieAsync(int worker)
    {
        _held[worker].Clear();
        return Task.CompletedTask;
    }

    private Task PassAsync(TimeSpan time)
    {
        foreach (var clock in _clocks)
            clock.Advance(time);
        return Task.CompletedTask;
    }

    private async Task ReviveAsync()
    {
        await _workers[0].InScopeAsync(scope => scope.GetRequiredService<IOutboxCare>().ReviveAllAsync(type: null, CancellationToken.None));
        _model.Revive(Now(0));
    }

    // The others are gone for good; one worker is left, and finishes everything.
    private async Task DrainAsync()
    {
        foreach (var held in _held)
            held.Clear();
        for (var round = 0; round < 100 && !_model.IsFinished; round++)
        {
            await PassAsync(Lease + TimeSpan.FromMinutes(2));
            await ClaimAsync(0, limit: 100);
            foreach (var claimed in _held[0].ToList())
                await CompleteAsync(0, claimed);
        }

        await using var db = Database.Open();
        await _model.CompareAsync(db);
        Assert.That(_model.IsFinished, "every message is done or among the dead letters");
    }

    private DateTimeOffset Now(int worker) => _clocks[worker].GetUtcNow();

    // The effect is written before anything goes wrong: it may stay only when the message is done.
    private sealed class Handler(IServiceProvider scope, QueueModelTests test) : IMessageHandler<PackExport>
    {
        public Task HandleAsync(PackExport message, MessageContext context, CancellationToken ct)
        {
            scope.GetRequiredService<AppDbContext>().Add(
                new AuditEntry(context.CreatedAt, new AuditSource(null, null, null, null), "test.effect", context.MessageId, organizationId: null, data: null));
            return test._handler();
        }
    }
}
