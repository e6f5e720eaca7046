using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>The answer commits with the effect, or neither does.</summary>
internal sealed class IdempotencyKeysTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly StoredAnswer Created = new(201, new Dictionary<string, string> { ["Content-Type"] = "application/json" }, [1, 2, 3]);

    [Test]
    public async Task The_effect_is_there_with_its_answer_and_not_before()
    {
        await using var scope = Node.Services.CreateAsyncScope();
        var run = await TakenAsync(scope);
        await DoAsync(scope);
        Assert.That(await EffectsAsync(), Is.Zero);

        Assert.That(await KeysOf(scope).AnswerAsync(run, Created), Is.True);

        Assert.That(await EffectsAsync(), Is.EqualTo(1));
        await using var next = Node.Services.CreateAsyncScope();
        var again = (KeyState.Answered)await TakeAsync(next);
        Assert.That((again.Answer.Status, again.Answer.Body), Is.EqualTo((Created.Status, Created.Body)));
    }

    [Test]
    public async Task A_run_that_dies_before_its_answer_leaves_nothing_and_its_key_is_free_again_in_a_while()
    {
        await using (var dying = Node.Services.CreateAsyncScope())
        {
            await TakenAsync(dying);
            await DoAsync(dying);
        }

        await using var next = Node.Services.CreateAsyncScope();
        Assert.That(await EffectsAsync(), Is.Zero);
        Assert.That(await TakeAsync(next), Is.TypeOf<KeyState.InProgress>());
        Node.Clock.Advance(IdempotencyKeys.RunTime);
        Assert.That(await TakeAsync(next), Is.TypeOf<KeyState.Taken>());
    }

    [Test]
    public async Task A_run_that_has_lost_its_place_commits_nothing()
    {
        await using var slow = Node.Services.CreateAsyncScope();
        var lost = await TakenAsync(slow);
        Node.Clock.Advance(IdempotencyKeys.RunTime);
        await using var next = Node.Services.CreateAsyncScope();
        await TakenAsync(next);

        await DoAsync(slow);

        Assert.That(await KeysOf(slow).AnswerAsync(lost, Created), Is.False);
        Assert.That(await EffectsAsync(), Is.Zero);
    }

    [Test]
    public async Task What_is_undone_leaves_neither_effect_nor_key()
    {
        await using var failing = Node.Services.CreateAsyncScope();
        var run = await TakenAsync(failing);
        await DoAsync(failing);

        await KeysOf(failing).UndoAsync(run);

        Assert.That(await EffectsAsync(), Is.Zero);
        await using var next = Node.Services.CreateAsyncScope();
        Assert.That(await TakeAsync(next), Is.TypeOf<KeyState.Taken>());
    }

    [Test]
    public async Task A_save_that_lost_its_race_leaves_no_transaction_open_and_the_next_one_counts()
    {
        await Node.CommitAsync(db => db.Add(Make.User(Node.Now)));
        await using var scope = Node.Services.CreateAsyncScope();
        var run = await TakenAsync(scope);
        var (db, unitOfWork) = (scope.ServiceProvider.GetRequiredService<AppDbContext>(), scope.ServiceProvider.GetRequiredService<IUnitOfWork>());

        Assert.That(() => DoAsync(scope), Throws.TypeOf<DuplicateException>());
        Assert.That(db.Database.CurrentTransaction, Is.Null);
        unitOfWork.Reset();
        db.Add(Make.User(Node.Now, "charles@example.com"));
        await unitOfWork.CommitAsync(CancellationToken.None);

        Assert.That(await EffectsAsync(), Is.EqualTo(1));
        Assert.That(await KeysOf(scope).AnswerAsync(run, Created), Is.True);
        Assert.That(await EffectsAsync(), Is.EqualTo(2));
    }

    private static IdempotencyKeys KeysOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IdempotencyKeys>();

    private static Task<KeyState> TakeAsync(AsyncServiceScope scope) => KeysOf(scope).TakeAsync("key", "request", CancellationToken.None);

    private static async Task<IdempotencyRun> TakenAsync(AsyncServiceScope scope) => ((KeyState.Taken)await TakeAsync(scope)).Run;

    private async Task DoAsync(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
    }

    private async Task<int> EffectsAsync()
    {
        await using var db = Database.Open();
        return await db.Users.CountAsync();
    }
}
