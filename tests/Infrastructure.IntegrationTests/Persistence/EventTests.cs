using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Application.Users;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>What happened to the aggregates is saved with them, or not at all.</summary>
internal sealed class EventTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task An_event_that_somebody_reacts_to_becomes_a_message_in_the_same_save()
    {
        await Node.CommitAsync(db => db.Add(UserWithNewPassword()));

        await using var db = Database.Open();
        var message = await db.OutboxMessages.SingleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.Type, Is.EqualTo("auth.password_changed.v1"));
            Assert.That(message.Status, Is.EqualTo(MessageStatus.Pending));
            Assert.That(message.NextAttemptAt, Is.EqualTo(Node.Now));
            Assert.That(Node.Get<MessageSerializer>().Deserialize(message.Type, message.Payload), Is.EqualTo(new PasswordChanged((await db.Users.SingleAsync()).Id)));
        }
    }

    [Test]
    public async Task A_save_that_fails_leaves_no_message_and_no_audit_row()
    {
        await Node.CommitAsync(db => db.Add(Make.User(Node.Now)));
        var before = await CountAsync();

        Assert.That(() => Node.CommitAsync(db => db.Add(UserWithNewPassword())), Throws.TypeOf<DuplicateException>());

        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Every_event_of_consequence_leaves_one_audit_row_that_says_who_what_and_from_where()
    {
        Node.Caller.UserId = Guid.CreateVersion7(Node.Now);
        var user = Make.User(Node.Now);

        await Node.CommitAsync(db => db.Add(user));

        await using var db = Database.Open();
        var entry = await db.AuditEntries.OfAllOrganizations().SingleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Action, Is.EqualTo("users.registered"));
            Assert.That(entry.ActorId, Is.EqualTo(Node.Caller.UserId));
            Assert.That(entry.SubjectId, Is.EqualTo(user.Id));
            Assert.That(entry.At, Is.EqualTo(Node.Now));
            Assert.That(entry.IpAddress, Is.EqualTo(Node.Caller.IpAddress));
            Assert.That(entry.RequestId, Is.EqualTo(Node.Caller.RequestId));
            Assert.That(entry.Data, Is.Null, "all there is to say stands in the other columns");
        }
    }

    [Test]
    public async Task An_event_is_recorded_once_however_often_the_scope_commits()
    {
        await Node.CommitAsync(async scope =>
        {
            scope.GetRequiredService<IUserRepository>().Add(UserWithNewPassword());
            await scope.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
        });

        Assert.That(await CountAsync(), Is.EqualTo((Messages: 1, AuditRows: 2)));
    }

    [Test]
    public async Task A_message_may_wait_for_its_time()
    {
        await Node.CommitAsync(scope =>
        {
            scope.GetRequiredService<IOutbox>().Add(new EraseAccount(Samples.Id), notBefore: Node.Now.AddDays(7));
            return Task.CompletedTask;
        });

        await using var db = Database.Open();
        Assert.That((await db.OutboxMessages.SingleAsync()).NextAttemptAt, Is.EqualTo(Node.Now.AddDays(7)));
    }

    [Test]
    public async Task A_commit_with_messages_wakes_the_worker_and_one_without_does_not()
    {
        await Node.CommitAsync(db => db.Add(Make.User(Node.Now)));
        var woken = Node.Get<OutboxSignal>().WaitAsync(TimeSpan.FromDays(1), Node.Clock, CancellationToken.None);
        var wokenByMere = woken.IsCompleted;

        await Node.CommitAsync(db => db.Add(UserWithNewPassword("bob@example.com")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wokenByMere, Is.False);
            Assert.That(await woken, Is.True);
        }
    }

    private User UserWithNewPassword(string email = "ada@example.com")
    {
        var user = Make.User(Node.Now, email);
        user.ChangePassword("hash");
        return user;
    }

    private async Task<(int Messages, int AuditRows)> CountAsync()
    {
        await using var db = Database.Open();
        return (await db.OutboxMessages.CountAsync(), await db.AuditEntries.OfAllOrganizations().CountAsync());
    }
}
