using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>What plans count is never more than they allow, however many use it at once.</summary>
internal sealed class UsageTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private const long Storage = 1000;
    private const int Writers = 50;

    private Node _one = null!;
    private Node _two = null!;
    private Tenancy _tenancy = null!;

    [SetUp]
    public async Task StartTwoNodes()
    {
        (string, string?)[] limits = [("Billing:Plans:0:Limits:StorageBytes", $"{Storage}"), ("Billing:Plans:0:Limits:FilesPerMonth", "20")];
        _one = new Node(Database, settings: limits);
        _two = new Node(Database, clock: _one.Clock, settings: limits);
        _tenancy = await Tenancy.FoundAsync(_one);
    }

    [TearDown]
    public async Task StopNodes()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Test]
    public async Task Fifty_who_take_at_once_on_two_nodes_get_what_there_is_and_no_more()
    {
        var got = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => _tenancy.TryTakeAsync<StorageBytes>(i % 2 == 0 ? _one : _two, 45))));

        Assert.That(got.Count(taken => taken), Is.EqualTo(Storage / 45));
        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_two), Is.EqualTo(Storage / 45 * 45));
    }

    [Test]
    public async Task Fifty_who_take_and_give_back_at_once_leave_what_they_kept()
    {
        await _tenancy.TryTakeAsync<StorageBytes>(_one, 500);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => i % 2 == 0
            ? _tenancy.TryTakeAsync<StorageBytes>(_one, 10)
            : _tenancy.GiveBackAsync<StorageBytes>(_two, 10, _two.Now))));

        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_one), Is.EqualTo(500));
    }

    [Test]
    public async Task What_is_taken_is_taken_with_the_commit_or_not_at_all()
    {
        await Assert.ThatAsync(
            () => _tenancy.CommitAsync(_one, async scope =>
            {
                await scope.GetRequiredService<Usage>().TakeAsync<StorageBytes>(10, CancellationToken.None);
                await scope.GetRequiredService<Usage>().TakeAsync<FilesPerMonth>(21, CancellationToken.None);
                scope.GetRequiredService<AppDbContext>().Add(Make.User(_one.Now));
            }),
            Throws.TypeOf<RefusedException>().With.Message.Contains("filesPerMonth"));

        await using var db = Database.Open();
        Assert.That(await db.Users.CountAsync(), Is.Zero);
        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_one), Is.Zero);
    }

    [Test]
    public async Task Several_parts_of_one_commit_are_added_up_also_the_first_time()
    {
        await TakeTwiceAsync(400, 500);
        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_one), Is.EqualTo(900));

        await Assert.ThatAsync(() => TakeTwiceAsync(60, 60), Throws.TypeOf<RefusedException>());
        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_one), Is.EqualTo(900));
        var other = await Tenancy.FoundAsync(_one);
        await Assert.ThatAsync(() => TakeTwiceAsync(600, 600, other), Throws.TypeOf<RefusedException>());
        Assert.That(await other.UsedAsync<StorageBytes>(_one), Is.Zero);
    }

    [Test]
    public async Task After_a_downgrade_nothing_can_be_taken_and_all_can_be_given_back()
    {
        await using var before = new Node(Database, clock: _one.Clock);
        await _tenancy.TryTakeAsync<StorageBytes>(before, 5 * Storage);

        Assert.That(await _tenancy.LeftAsync<StorageBytes>(_one), Is.Zero);
        Assert.That(await _tenancy.TryTakeAsync<StorageBytes>(_one, 0), Is.False);
        await _tenancy.GiveBackAsync<StorageBytes>(_one, 4500, _one.Now);

        Assert.That(await _tenancy.LeftAsync<StorageBytes>(_one), Is.EqualTo(500));
        Assert.That(await _tenancy.TryTakeAsync<StorageBytes>(_one, 500), Is.True);
    }

    [Test]
    public async Task With_a_month_the_count_begins_anew_and_nothing_comes_back_from_the_last()
    {
        var lastMonth = _one.Now;
        Assert.That(await _tenancy.TryTakeAsync<FilesPerMonth>(_one, 20), Is.True);
        Assert.That(await _tenancy.TryTakeAsync<FilesPerMonth>(_one, 1), Is.False);

        _one.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.That(await _tenancy.UsedAsync<FilesPerMonth>(_one), Is.Zero);
        Assert.That(await _tenancy.TryTakeAsync<FilesPerMonth>(_one, 15), Is.True);
        await _tenancy.GiveBackAsync<FilesPerMonth>(_one, 15, lastMonth);
        Assert.That(await _tenancy.UsedAsync<FilesPerMonth>(_one), Is.EqualTo(15));
    }

    [Test]
    public async Task A_node_whose_clock_is_behind_does_not_begin_the_last_month_anew()
    {
        await using var behind = new Node(Database, settings: [("Billing:Plans:0:Limits:FilesPerMonth", "20")]);
        _one.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        await _tenancy.TryTakeAsync<FilesPerMonth>(_one, 15);

        Assert.That(await _tenancy.TryTakeAsync<FilesPerMonth>(behind, 5), Is.True);
        Assert.That(await _tenancy.TryTakeAsync<FilesPerMonth>(behind, 1), Is.False);
        Assert.That(await _tenancy.UsedAsync<FilesPerMonth>(_one), Is.EqualTo(20));
    }

    [Test]
    public async Task A_refusal_within_a_held_commit_undoes_its_own_part_alone()
    {
        await using var scope = _one.Services.CreateAsyncScope();
        _tenancy.Enter(scope.ServiceProvider);
        var (keys, unitOfWork) = (scope.ServiceProvider.GetRequiredService<IdempotencyKeys>(), scope.ServiceProvider.GetRequiredService<IUnitOfWork>());
        var (usage, run) = (scope.ServiceProvider.GetRequiredService<Usage>(), (KeyState.Taken)await keys.TakeAsync("key", "request", CancellationToken.None));
        await usage.TakeAsync<StorageBytes>(10, CancellationToken.None);
        await unitOfWork.CommitAsync(CancellationToken.None);

        await usage.TakeAsync<FilesPerMonth>(1, CancellationToken.None);
        await usage.TakeAsync<StorageBytes>(Storage, CancellationToken.None);
        await Assert.ThatAsync(() => unitOfWork.CommitAsync(CancellationToken.None), Throws.TypeOf<RefusedException>());
        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_two), Is.Zero, "it waits for the answer");
        await keys.AnswerAsync(run.Run, new StoredAnswer(402, new Dictionary<string, string>(), []));

        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_two), Is.EqualTo(10));
        Assert.That(await _tenancy.UsedAsync<FilesPerMonth>(_two), Is.Zero);
    }

    [Test]
    public async Task A_lost_race_within_a_held_commit_counts_nothing_twice()
    {
        await using var scope = _one.Services.CreateAsyncScope();
        _tenancy.Enter(scope.ServiceProvider);
        var (keys, unitOfWork) = (scope.ServiceProvider.GetRequiredService<IdempotencyKeys>(), scope.ServiceProvider.GetRequiredService<IUnitOfWork>());
        var (db, usage) = (scope.ServiceProvider.GetRequiredService<AppDbContext>(), scope.ServiceProvider.GetRequiredService<Usage>());
        await _tenancy.TryTakeAsync<StorageBytes>(_one, 1);
        await _one.CommitAsync(rival => rival.Add(Make.User(_one.Now)));
        var run = (KeyState.Taken)await keys.TakeAsync("key", "request", CancellationToken.None);

        await usage.TakeAsync<StorageBytes>(10, CancellationToken.None);
        db.Add(Make.User(_one.Now));
        await Assert.ThatAsync(() => unitOfWork.CommitAsync(CancellationToken.None), Throws.TypeOf<DuplicateException>());
        unitOfWork.Reset();
        await usage.TakeAsync<StorageBytes>(10, CancellationToken.None);
        await unitOfWork.CommitAsync(CancellationToken.None);
        await keys.AnswerAsync(run.Run, new StoredAnswer(200, new Dictionary<string, string>(), []));

        Assert.That(await _tenancy.UsedAsync<StorageBytes>(_two), Is.EqualTo(11));
    }

    [Test]
    public async Task The_counters_of_an_organization_go_with_it()
    {
        await _tenancy.TryTakeAsync<StorageBytes>(_one, 10);

        await _one.CommitAsync(async scope =>
        {
            var db = scope.GetRequiredService<AppDbContext>();
            db.Remove(await db.Organizations.SingleAsync(organization => organization.Id == _tenancy.Id));
        });

        await using var db = Database.Open();
        Assert.That(await db.UsageCounters.OfAllOrganizations().CountAsync(), Is.Zero);
    }

    private Task TakeTwiceAsync(long first, long second, Tenancy? tenancy = null) => (tenancy ?? _tenancy).CommitAsync(_one, async scope =>
    {
        await scope.GetRequiredService<Usage>().TakeAsync<StorageBytes>(first, CancellationToken.None);
        await scope.GetRequiredService<Usage>().TakeAsync<StorageBytes>(second, CancellationToken.None);
    });
}
