using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

internal sealed class WebhookEventPruningTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task Events_that_are_done_or_ignored_go_after_90_days_and_the_unfinished_stay()
    {
        var (done, young, waiting) = (Told("evt_done"), Told("evt_young", Node.Now.AddDays(1)), Told("evt_waiting"));
        done.Finish(1, Node.Now);
        young.Finish(1, Node.Now);
        await Node.CommitAsync(db => db.AddRange(done, young, waiting, Told("evt_ignored", isIgnored: true)));

        Node.Clock.Advance(TimeSpan.FromDays(90));
        Assert.That(await PruneAsync(), Is.Zero);
        Node.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await PruneAsync(), Is.EqualTo(2));

        await using var db = Database.Open();
        Assert.That(await db.WebhookEvents.Select(told => told.EventId).ToListAsync(), Is.EquivalentTo(new[] { "evt_young", "evt_waiting" }));
    }

    [Test]
    public async Task No_more_than_a_batch_goes_at_once()
    {
        await Node.CommitAsync(db => db.AddRange(Enumerable.Range(0, 3).Select(i => Told($"evt_{i}", isIgnored: true))));
        Node.Clock.Advance(TimeSpan.FromDays(91));

        Assert.That(await PruneAsync(limit: 2), Is.EqualTo(2));
    }

    private WebhookEvent Told(string eventId, DateTimeOffset? at = null, bool isIgnored = false) => WebhookEvent.Receive(
        new WebhookContent(eventId, "invoice.paid", ApiVersion: null, Node.Now, "cus_1", "sub_1", "in_1", "in_1", Claimant: null, isIgnored), "{}", at ?? Node.Now);

    private Task<int> PruneAsync(int limit = 1000) =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new PruneWebhookEvents(limit)));
}
