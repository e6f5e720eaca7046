using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

internal sealed class OutboxQueueTests(DatabaseProvider engine) : JobTests(engine)
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Parallel_claimers_share_the_due_messages_without_overlap(CancellationToken ct)
    {
        const int Messages = 60;
        const int BatchSize = 4;
        await Node.CommitAsync(db =>
        {
            for (var i = 0; i < Messages; i++)
                db.Add(new OutboxMessage("users.pack_export.v1", "{}", Node.Now, Node.Now, traceParent: null));
        });
        await using var other = new Node(Database, Node.Clock);

        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ClaimAllAsync(i % 2 == 0 ? Node : other), ct)));

        var claimed = batches.SelectMany(batch => batch).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(claimed.SelectMany(batch => batch).Select(message => message.Id), Is.Unique.And.Exactly(Messages).Items);
            Assert.That(claimed, Has.All.Count.LessThanOrEqualTo(BatchSize));
            Assert.That(claimed.SelectMany(batch => batch), Has.All.Property(nameof(OutboxMessage.Attempts)).EqualTo(1));
        }

        async Task<List<IReadOnlyList<OutboxMessage>>> ClaimAllAsync(Node node)
        {
            var batches = new List<IReadOnlyList<OutboxMessage>>();
            while (await ClaimAsync(node, BatchSize) is { Count: > 0 } batch)
                batches.Add(batch);
            return batches;
        }
    }

    [Test]
    public async Task The_longest_due_come_first_and_no_more_than_asked_for()
    {
        var last = Export();
        await AddAsync(last, notBefore: Node.Now.AddSeconds(3));
        await AddAsync(Export(), notBefore: Node.Now.AddSeconds(1));
        await AddAsync(Export(), notBefore: Node.Now.AddSeconds(2));
        Node.Clock.Advance(TimeSpan.FromSeconds(5));

        var first = await ClaimAsync(Node, limit: 2);
        var rest = await ClaimAsync(Node, limit: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Has.Count.EqualTo(2));
            Assert.That(rest, Has.Count.EqualTo(1));
            Assert.That(rest[0].Payload, Does.Contain(last.UserId.ToString()));
        }
    }

    [Test]
    public async Task A_lost_lease_is_not_renewed_by_the_next_one_of_the_same_worker()
    {
        await AddAsync(Export());
        var lost = (await ClaimAsync(Node)).Single();
        Node.Clock.Advance(Lease);
        var again = (await ClaimAsync(Node)).Single();

        var (heldByLost, _) = await RenewAsync(lost);
        var (heldAgain, _) = await RenewAsync(again);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(heldByLost, Is.Empty);
            Assert.That(heldAgain, Is.EquivalentTo([again.Position]));
        }

        Task<(IReadOnlySet<long> Held, DateTimeOffset Until)> RenewAsync(OutboxMessage claimed) =>
            Node.Get<OutboxQueue>().RenewAsync(claimed.LeaseId!.Value, [claimed.Position], CancellationToken.None);
    }

    [Test]
    public async Task A_message_that_nobody_completed_comes_back_when_its_lease_ends()
    {
        await AddAsync(Export());
        var first = (await ClaimAsync(Node)).Single();

        Node.Clock.Advance(Lease - TimeSpan.FromSeconds(1));
        var early = await ClaimAsync(Node);
        Node.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = (await ClaimAsync(Node)).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(early, Is.Empty);
            Assert.That(second.Id, Is.EqualTo(first.Id));
            Assert.That(second.Attempts, Is.EqualTo(2));
            Assert.That(second.LeaseId, Is.Not.Null.And.Not.EqualTo(first.LeaseId));
            Assert.That(second.NextAttemptAt, Is.EqualTo(Node.Now + Lease));
        }
    }

    [Test]
    public async Task What_a_claimer_gets_is_what_the_row_says()
    {
        await AddAsync(Export());

        var claimed = (await ClaimAsync(Node)).Single();

        var row = await RowAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(claimed.LeaseId, Is.EqualTo(row.LeaseId).And.Not.Null);
            Assert.That(claimed.Status, Is.EqualTo(row.Status).And.EqualTo(MessageStatus.Processing));
            Assert.That(claimed.Payload, Is.EqualTo(row.Payload).And.Not.Empty);
            Assert.That(claimed.CreatedAt, Is.EqualTo(row.CreatedAt).And.EqualTo(Node.Now));
        }
    }

    [Test]
    public async Task A_delayed_message_waits()
    {
        await AddAsync(Export(), notBefore: Node.Now.AddDays(14));

        Node.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        var early = await ClaimAsync(Node);
        Node.Clock.Advance(TimeSpan.FromSeconds(1));
        var due = await ClaimAsync(Node);

        Assert.That(early, Is.Empty);
        Assert.That(due, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_of_a_use_case_that_did_not_commit_does_not_exist()
    {
        await Node.InScopeAsync(scope =>
        {
            ((IOutbox)scope.GetService(typeof(IOutbox))!).Add(Export());
            return Task.FromResult(true);
        });

        Assert.That(await ClaimAsync(Node), Is.Empty);
    }
}
