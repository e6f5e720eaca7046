using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>How jobs look after the outbox.</summary>
internal sealed class DoneMessagesTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task Messages_go_two_weeks_after_they_were_done_and_the_dead_and_the_waiting_stay()
    {
        var start = Node.Now;
        await Node.CommitAsync(db => db.AddRange(
            Message("done.v1", row => row.Complete(start, forgetPayload: false)),
            Message("done_late.v1", row => row.Complete(start.AddDays(1), forgetPayload: false)),
            Message("dead.v1", row => row.Bury(start, new FailedAttempt(1, start, "node", "poison"))),
            Message("waiting.v1", _ => { })));

        Node.Clock.Advance(TimeSpan.FromDays(14));
        Assert.That(await SendAsync(new PruneDoneMessages()), Is.Zero);
        Node.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await SendAsync(new PruneDoneMessages()), Is.EqualTo(1));

        await using var db = Database.Open();
        Assert.That(
            await db.OutboxMessages.Select(message => message.Type).ToListAsync(),
            Is.EquivalentTo(new[] { "done_late.v1", "dead.v1", "waiting.v1" }));
    }

    [Test]
    public async Task The_sweep_counts_what_is_due_and_wakes_the_worker()
    {
        await Node.CommitAsync(db => db.AddRange(Message("due.v1", _ => { }), Message("done.v1", row => row.Complete(Node.Now, false))));
        await Node.CommitAsync(db => db.Add(new OutboxMessage("later.v1", "{}", Node.Now, Node.Now.AddHours(1), traceParent: null)));

        var due = await SendAsync(new SweepOutbox());

        Assert.That(due, Is.EqualTo(1));
        Assert.That(await Node.Get<OutboxSignal>().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None), Is.True);
    }

    private OutboxMessage Message(string type, Action<OutboxMessage> settle)
    {
        var message = new OutboxMessage(type, "{}", Node.Now, Node.Now, traceParent: null);
        settle(message);
        return message;
    }

    private Task<int> SendAsync(IJobStep step) =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(step));
}
