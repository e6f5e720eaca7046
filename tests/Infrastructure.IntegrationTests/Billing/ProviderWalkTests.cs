using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.IntegrationTests.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>Walks through the provider's lists survive their nodes, and there is one at a time.</summary>
internal sealed class ProviderWalkTests(DatabaseProvider engine) : JobTests(engine)
{
    private readonly ListingProvider _provider = new();

    [SetUp]
    public void ListThreePages() => _provider.Clear(pages: 3);

    [Test]
    public async Task A_walk_goes_on_where_its_node_died()
    {
        await using (var first = Worker())
        {
            await SendAsync(first, new ReconcileSubscriptions());
            await WorkAsync(first);
        }

        await using (var dying = Worker())
            Assert.That(await ClaimAsync(dying), Has.Count.EqualTo(1));
        Node.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        await using var last = Worker();
        await WorkToTheEndAsync(last);

        Assert.That(_provider.Asked, Is.EqualTo(new[] { null, "page-1", "page-2" }));
        var walk = await WalkAsync();
        Assert.That((walk.FinishedAt, walk.SeenUntil), Is.EqualTo((Node.Now, walk.StartedAt)));
    }

    [Test]
    public async Task A_step_that_died_before_its_commit_is_taken_again_and_leaves_nothing_double()
    {
        await using var worker = Worker();
        await SendAsync(worker, new ReconcileSubscriptions());
        var claimed = await ClaimAsync(worker);
        Node.Clock.Advance(Lease + TimeSpan.FromSeconds(1));

        await WorkToTheEndAsync(worker);
        await worker.Get<Infrastructure.Jobs.MessageProcessor>().ProcessAsync(claimed[0]);        // the old node wakes up

        Assert.That(_provider.Asked.Distinct(), Is.EqualTo(new[] { null, "page-1", "page-2" }));
        Assert.That(await CountAsync("billing.reconcile_subscriptions_page.v1"), Is.EqualTo(3));
    }

    [Test]
    public async Task Who_asks_while_one_is_under_way_gets_another_right_after_and_many_get_one()
    {
        await using var worker = Worker();
        await SendAsync(worker, new ReconcileSubscriptions());
        await WorkAsync(worker);

        await SendAsync(worker, new ReconcileSubscriptions());
        await SendAsync(worker, new ReconcileSubscriptions());
        await WorkToTheEndAsync(worker);

        Assert.That(_provider.Asked, Is.EqualTo(new[] { null, "page-1", "page-2", null, "page-1", "page-2" }));
    }

    [Test]
    public async Task Several_who_ask_at_once_begin_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var node = Worker();
            await SendAsync(node, new ReconcileSubscriptions());
        })));

        Assert.That(await CountAsync("billing.reconcile_subscriptions_page.v1"), Is.EqualTo(1));
    }

    [Test]
    public async Task One_whose_step_is_dead_is_begun_anew_and_the_dead_step_is_void_when_it_is_revived()
    {
        await using var worker = Worker(("Jobs:MaxAttempts", "1"));
        _provider.IsDown = true;
        await SendAsync(worker, new ReconcileSubscriptions());
        await WorkAsync(worker);
        _provider.IsDown = false;

        await SendAsync(worker, new ReconcileSubscriptions());
        await WorkToTheEndAsync(worker);
        Assert.That(_provider.Asked, Is.EqualTo(new[] { null, null, "page-1", "page-2" }));
        await worker.InScopeAsync(scope => scope.GetRequiredService<IOutboxCare>().ReviveAllAsync(type: null, CancellationToken.None));
        await WorkToTheEndAsync(worker);

        Assert.That(_provider.Asked, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Without_a_provider_there_is_nothing_to_do()
    {
        Assert.That(await SendAsync(Node, new ReconcileSubscriptions()), Is.Zero);
        Assert.That(await SendAsync(Node, new RecoverMissedEvents()), Is.Zero);

        await using var db = Database.Open();
        Assert.That(await db.OutboxMessages.AnyAsync(), Is.False);
    }

    [Test]
    public async Task Events_that_are_missing_are_stored_once_and_the_next_walk_begins_where_this_one_did()
    {
        await using var worker = Worker();
        _provider.Tell("evt_1", "evt_2", "evt_3");
        var start = Node.Now;
        await SendAsync(worker, new RecoverMissedEvents());
        await WorkToTheEndAsync(worker);
        Node.Clock.Advance(TimeSpan.FromDays(2));

        _provider.Tell("evt_4");
        await SendAsync(worker, new RecoverMissedEvents());
        await WorkToTheEndAsync(worker);

        await using var db = Database.Open();
        var events = await db.WebhookEvents.Select(told => told.EventId).ToListAsync();
        Assert.That(events, Is.EquivalentTo(new[] { "evt_1", "evt_2", "evt_3", "evt_4" }));
        Assert.That(await CountAsync(ProcessWebhookEvent.StoredName), Is.EqualTo(4));
        Assert.That(_provider.Since.Distinct(), Is.EqualTo(new[] { start.AddDays(-30), start.AddHours(-1) }));
    }

    private Node Worker(params (string Key, string? Value)[] settings) =>
        new(Database, Node.Clock, services => services.AddSingleton(_provider.Gateway), settings);

    private static Task<int> SendAsync(Node node, IJobStep step) =>
        node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(step));

    private static async Task WorkToTheEndAsync(Node worker)
    {
        while (await WorkAsync(worker) > 0)
        {
            // The next step is due at once.
        }
    }

    private async Task<ProviderWalk> WalkAsync()
    {
        await using var db = Database.Open();
        return await db.ProviderWalks.SingleAsync();
    }

    private async Task<int> CountAsync(string type)
    {
        await using var db = Database.Open();
        return await db.OutboxMessages.CountAsync(message => message.Type == type);
    }
}
