using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

internal sealed class WebhookInboxTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task Each_of_those_that_are_written_together_keeps_the_trace_of_its_own_request()
    {
        var inbox = Node.Get<WebhookInbox>();
        var traces = new Dictionary<string, string?>();
        var writes = new List<Task<bool>>();
        for (var i = 0; i < 20; i++)
        {
            using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
            traces[$"cus_{i}"] = request.Id;
            writes.Add(inbox.StoreAsync(Told($"evt_{i}", $"cus_{i}")));
        }

        Assert.That(await Task.WhenAll(writes), Is.All.True);

        await using var db = Database.Open();
        var rows = await db.OutboxMessages.AsNoTracking().ToDictionaryAsync(row => row.OrderingKey!, row => row.TraceParent);
        Assert.That(rows, Is.EquivalentTo(traces));
    }

    [Test]
    public async Task One_event_many_times_at_once_is_stored_and_queued_once()
    {
        var inbox = Node.Get<WebhookInbox>();

        var isNew = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => inbox.StoreAsync(Told("evt_1", "cus_1"))));

        await using var db = Database.Open();
        Assert.That(isNew, Has.Exactly(1).True);
        Assert.That((await db.WebhookEvents.CountAsync(), await db.OutboxMessages.CountAsync()), Is.EqualTo((1, 1)));
    }

    private WebhookEvent Told(string eventId, string customerId) => WebhookEvent.Receive(
        new WebhookContent(eventId, "invoice.paid", null, Node.Now, customerId, null, null, null, null, IsIgnored: false), "{}", Node.Now);
}
