using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

internal sealed class MessageProcessorTests(DatabaseProvider engine) : JobTests(engine)
{
    [Test]
    public async Task What_the_handler_changes_commits_with_the_completion()
    {
        MessageContext? seen = null;
        await using var worker = WorkerThat((scope, context, _) =>
        {
            seen = context;
            scope.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
            return Task.CompletedTask;
        });
        await AddAsync(Export());

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Is.EqualTo(new MessageContext(row.Id, 1, Node.Now)));
            Assert.That(await CountUsersAsync(), Is.EqualTo(1));
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Done));
            Assert.That(row.CompletedAt, Is.EqualTo(Node.Now));
            Assert.That(row.Payload, Is.Not.Empty);
        }

        Node.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await ClaimAsync(worker), Is.Empty);
    }

    [Test]
    public async Task A_step_of_the_commit_is_work_too_although_the_handler_changes_no_row()
    {
        var steps = 0;
        await using var worker = WorkerThat((scope, _, _) =>
        {
            scope.GetRequiredService<CommitSteps>().Add("step", _ => Task.FromResult(++steps));
            return Task.CompletedTask;
        });
        await AddAsync(Export());

        await WorkAsync(worker);

        Assert.That((steps, (await RowAsync()).Status), Is.EqualTo((1, MessageStatus.Done)));
    }

    [Test]
    public async Task A_confidential_payload_is_not_readable_and_is_emptied_when_done()
    {
        await using var worker = WorkerThat((_, _, _) => Task.CompletedTask);
        await AddAsync(Mail);
        var waiting = (await RowAsync()).Payload;

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting, Is.Not.Empty.And.Not.Contain("ada").And.Not.Contain("the-secret").And.Not.Contain("{"));
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Done));
            Assert.That(row.Payload, Is.Empty);
        }
    }

    [Test]
    public async Task A_handler_that_lost_a_race_runs_again_on_fresh_data_within_its_attempt()
    {
        var runs = 0;
        await using var worker = WorkerThat((scope, _, _) =>
        {
            scope.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
            return ++runs == 1 ? throw new ConcurrentChangeException(new InvalidOperationException()) : Task.CompletedTask;
        });
        await AddAsync(Export());

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(runs, Is.EqualTo(2));
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Done));
            Assert.That(row.Attempts, Is.EqualTo(1));
            Assert.That(await CountUsersAsync(), Is.EqualTo(1));
        }
    }
}
