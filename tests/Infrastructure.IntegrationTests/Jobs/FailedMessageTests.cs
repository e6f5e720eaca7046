using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>Failures are retried, and in the end kept: no message is lost without a trace.</summary>
internal sealed class FailedMessageTests(DatabaseProvider engine) : JobTests(engine)
{
    private static readonly (string, string) ThreeAttempts = ("Jobs:MaxAttempts", "3");

    [Test]
    public async Task A_failing_handler_changes_nothing_and_is_retried_later()
    {
        await using var worker = WorkerThat((scope, _, _) =>
        {
            scope.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
            throw new InvalidOperationException("the mail server is away");
        });
        await AddAsync(Export());

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountUsersAsync(), Is.Zero);
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Pending));
            Assert.That(row.LastError, Is.EqualTo("InvalidOperationException: the mail server is away"));
            Assert.That(row.NextAttemptAt, Is.InRange(Node.Now.AddSeconds(4), Node.Now.AddSeconds(5)));
            Assert.That(await WorkAsync(worker), Is.Zero, "at once");
        }

        Node.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await WorkAsync(worker), Is.EqualTo(1));
    }

    [Test]
    public async Task A_retry_that_succeeds_leaves_no_error()
    {
        var runs = 0;
        await using var worker = WorkerThat((_, _, _) => ++runs < 2 ? throw new InvalidOperationException() : Task.CompletedTask);
        await AddAsync(Export());
        await WorkAsync(worker);
        Node.Clock.Advance(TimeSpan.FromSeconds(5));

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Done));
            Assert.That(row.Attempts, Is.EqualTo(2));
            Assert.That(row.LastError, Is.Null);
        }
    }

    [Test]
    public async Task A_handler_that_never_succeeds_ends_among_the_dead_with_its_error()
    {
        var attempts = new List<int>();
        await using var worker = WorkerThat(
            (_, context, _) =>
            {
                attempts.Add(context.Attempt);
                throw new InvalidOperationException(new string('x', 5000));
            },
            ThreeAttempts);
        await AddAsync(Export());

        await WorkForAWeekAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(attempts, Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Dead));
            Assert.That(row.LastError, Does.StartWith("InvalidOperationException: xxx").And.Length.EqualTo(2000));
            Assert.That(row.CompletedAt, Is.Not.Null);
            Assert.That(row.Payload, Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_message_of_an_unknown_type_is_kept_among_the_dead()
    {
        await using var worker = WorkerThat((_, _, _) => Task.CompletedTask, ThreeAttempts);
        await Node.CommitAsync(db => db.Add(new OutboxMessage("nobody.knows.v1", """{"a":1}""", Node.Now, Node.Now, traceParent: null)));

        await WorkForAWeekAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Dead));
            Assert.That(row.LastError, Does.Contain("nobody.knows.v1"));
            Assert.That(row.Payload, Is.EqualTo("""{"a":1}"""));
        }
    }

    [Test]
    public async Task A_permanent_failure_buries_at_once()
    {
        await using var worker = WorkerThat((_, _, _) => throw new PermanentFailureException("no such mailbox"));
        await AddAsync(Export());

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Dead));
            Assert.That(row.Attempts, Is.EqualTo(1));
            Assert.That(row.LastError, Does.Contain("no such mailbox"));
        }
    }

    [Test]
    public async Task A_message_put_off_until_its_first_lease_would_have_ended_comes_back_then()
    {
        var firstEnd = Node.Now + Lease;
        await using var worker = WorkerThat(async (scope, _, ct) =>
        {
            Node.Clock.Advance(Lease / 3);
            await scope.GetRequiredService<LeaseKeeper>().RenewAsync(ct);
            throw new PostponedException(firstEnd, "the mail server is away");
        });
        await AddAsync(Export());

        await WorkAsync(worker);

        Assert.That((await RowAsync()).NextAttemptAt, Is.EqualTo(firstEnd));
    }

    [Test]
    public async Task A_message_that_kills_its_workers_is_buried_without_another_try()
    {
        var runs = 0;
        await using var worker = WorkerThat((_, _, _) => Task.FromResult(runs++), ThreeAttempts);
        await AddAsync(Export());
        for (var death = 0; death < 3; death++)
        {
            await ClaimAsync(worker);
            Node.Clock.Advance(Lease);
        }

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(runs, Is.Zero);
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Dead));
            Assert.That(row.LastError, Does.Contain("without an outcome"));
        }
    }

    private async Task WorkForAWeekAsync(Node worker)
    {
        for (var hour = 0; hour < 7 * 24; hour++, Node.Clock.Advance(TimeSpan.FromHours(1)))
            await WorkAsync(worker);
    }
}
