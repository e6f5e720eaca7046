using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>A worker that was too slow, or taken for dead, and finds another one at its message.</summary>
internal sealed class LostLeaseTests(DatabaseProvider engine) : JobTests(engine)
{
    [Test]
    public async Task A_worker_that_lost_its_lease_commits_nothing()
    {
        var stolen = Guid.CreateVersion7();
        await using var worker = WorkerThat(async (scope, context, ct) =>
        {
            scope.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
            await StealAsync(context.MessageId, stolen, ct);
        });
        await AddAsync(Export());

        await WorkAsync(worker);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountUsersAsync(), Is.Zero);
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Processing));
            Assert.That(row.LeaseId, Is.EqualTo(stolen));
        }
    }

    [Test]
    public async Task A_worker_whose_lease_ended_at_work_leaves_the_message_to_the_next()
    {
        await using var slow = WorkerThat(async (scope, _, _) =>
        {
            scope.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
            Node.Clock.Advance(Lease);
            await ClaimAsync(Node);
            throw new InvalidOperationException("too late to matter");
        });
        await AddAsync(Export());

        await WorkAsync(slow);

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountUsersAsync(), Is.Zero);
            Assert.That(row.Status, Is.EqualTo(MessageStatus.Processing));
            Assert.That(row.Attempts, Is.EqualTo(2));
            Assert.That(row.LastError, Is.Null);
        }
    }

    [Test]
    public async Task A_row_whose_lease_changed_meanwhile_cannot_be_completed()
    {
        await AddAsync(Export());
        await ClaimAsync(Node);
        await using var db = Database.Open();
        var loaded = await db.OutboxMessages.SingleAsync();
        await StealAsync(loaded.Id, Guid.CreateVersion7(), CancellationToken.None);

        loaded.Complete(Node.Now, forgetPayload: false);

        Assert.That(async () => await db.SaveChangesAsync(), Throws.InstanceOf<DbUpdateConcurrencyException>());
        Assert.That((await RowAsync()).Status, Is.EqualTo(MessageStatus.Processing));
    }

    [Test]
    public async Task A_message_whose_lease_ended_before_its_turn_is_not_begun()
    {
        var runs = 0;
        await using var worker = WorkerThat((_, _, _) => Task.FromResult(runs++));
        await AddAsync(Export());
        var claimed = (await ClaimAsync(worker)).Single();
        Node.Clock.Advance(Lease);

        await worker.Get<MessageProcessor>().ProcessAsync(claimed);

        Assert.That(runs, Is.Zero);
        Assert.That(await WorkAsync(worker), Is.EqualTo(1));
        Assert.That((await RowAsync()).Status, Is.EqualTo(MessageStatus.Done));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_handler_that_hangs_is_cancelled_when_its_lease_ends(CancellationToken ct)
    {
        var begun = new TaskCompletionSource();
        await using var worker = WorkerThat((_, _, lease) =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, lease);
        });
        await AddAsync(Export());

        var work = Task.Run(() => WorkAsync(worker), ct);
        await begun.Task.WaitAsync(ct);
        Node.Clock.Advance(Lease);
        await work.WaitAsync(ct);

        var row = await RowAsync();
        Assert.That(row.Status, Is.EqualTo(MessageStatus.Pending));
        Assert.That(row.LastError, Does.Contain("Canceled"));
    }

    private async Task StealAsync(Guid messageId, Guid lease, CancellationToken ct)
    {
        await using var db = Database.Open();
        await db.OutboxMessages.Where(message => message.Id == messageId)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.LeaseId, lease), ct);
    }
}
