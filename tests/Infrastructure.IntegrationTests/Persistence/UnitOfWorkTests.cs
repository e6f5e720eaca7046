using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>One save: the aggregates, what happened to them, and the versions.</summary>
internal sealed class UnitOfWorkTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task An_event_of_consequence_leaves_one_audit_row_with_all_that_is_known()
    {
        var user = await AddUserAsync();
        Node.Caller.UserId = Guid.CreateVersion7();
        Node.Clock.Advance(TimeSpan.FromMinutes(1));

        await ChangeAsync(user, loaded => loaded.Rename("Ada King"));

        await using var db = Database.Open();
        var entry = await db.AuditEntries.OfAllOrganizations().SingleAsync(entry => entry.Action == "users.renamed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.At, Is.EqualTo(Node.Now));
            Assert.That(entry.ActorId, Is.EqualTo(Node.Caller.UserId));
            Assert.That(entry.SubjectId, Is.EqualTo(user.Id));
            Assert.That(entry.IpAddress, Is.EqualTo(Node.Caller.IpAddress));
            Assert.That(entry.RequestId, Is.EqualTo(Node.Caller.RequestId));
            Assert.That(entry.Data, Is.Null, "all there is to say stands in the other columns");
            Assert.That(await db.OutboxMessages.AnyAsync(), Is.False, "nobody reacts to a new name");
        }
    }

    [Test]
    public async Task An_event_that_has_a_stored_name_waits_in_the_outbox_too()
    {
        var user = await AddUserAsync();

        await ChangeAsync(user, loaded => loaded.ChangePassword("hash"));

        await using var db = Database.Open();
        var message = await db.OutboxMessages.SingleAsync();
        Assert.That(message.Type, Is.EqualTo("auth.password_changed.v1"));
        Assert.That(message.Payload, Does.Contain(user.Id.ToString()));
        Assert.That(message.NextAttemptAt, Is.EqualTo(Node.Now));
        Assert.That(await db.AuditEntries.OfAllOrganizations().CountAsync(entry => entry.Action == "auth.password_changed"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_save_that_fails_leaves_neither_event_nor_change()
    {
        var user = await AddUserAsync();

        Assert.That(() => Node.CommitAsync(async scope =>
        {
            var db = scope.GetRequiredService<AppDbContext>();
            (await db.Users.SingleAsync()).ChangePassword("hash");
            db.Add(Make.User(Node.Now, user.Email));
        }), Throws.TypeOf<DuplicateException>());

        await using var db = Database.Open();
        Assert.That(await db.OutboxMessages.AnyAsync(), Is.False);
        Assert.That((await db.AuditEntries.OfAllOrganizations().SingleAsync()).Action, Is.EqualTo("users.registered"));
        Assert.That((await db.Users.SingleAsync()).PasswordHash, Is.Null);
    }

    [Test]
    public async Task An_event_is_taken_once_even_if_the_same_scope_commits_twice()
    {
        await Node.InScopeAsync(async scope =>
        {
            scope.GetRequiredService<AppDbContext>().Add(Make.User(Node.Now));
            await scope.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
            await scope.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
            return true;
        });

        await using var db = Database.Open();
        Assert.That(await db.AuditEntries.OfAllOrganizations().CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_version_grows_by_one_with_each_change_and_not_without_one()
    {
        var user = await AddUserAsync();

        await ChangeAsync(user, loaded => loaded.Rename("Ada King"));
        await ChangeAsync(user, loaded => loaded.Rename("Ada King"));
        Assert.That((await ReadAsync(user)).Version, Is.EqualTo(user.Version + 1));

        await ChangeAsync(user, loaded =>
        {
            loaded.Rename("Ada, Countess of Lovelace");
            loaded.ConfirmEmail();
        });
        Assert.That((await ReadAsync(user)).Version, Is.EqualTo(user.Version + 2));
    }

    [Test]
    public async Task A_change_within_a_value_that_a_row_holds_is_a_change_like_any_other()
    {
        var organization = Organization.Create("Analytical Engines", "analytical-engines", Node.Now);
        var subscription = Subscription.Open(organization.Id, Node.Now);
        await CommitIn(organization.Id, async db => await db.AddRangeAsync(organization, subscription));

        await CommitIn(organization.Id, async db => (await db.Subscriptions.SingleAsync()).Settle([Told(seats: 3)], Node.Now));
        await CommitIn(organization.Id, async db => (await db.Subscriptions.SingleAsync()).Settle([Told(seats: 4)], Node.Now));
        await CommitIn(organization.Id, async db => (await db.Subscriptions.SingleAsync()).Settle([Told(seats: 4)], Node.Now));

        await using var db = Database.Open();
        Assert.That((await db.Subscriptions.OfAllOrganizations().SingleAsync()).Version, Is.EqualTo(subscription.Version + 2));
    }

    [Test]
    public async Task A_reset_forgets_what_was_changed_added_and_loaded()
    {
        var user = await AddUserAsync();

        await Node.CommitAsync(async scope =>
        {
            var db = scope.GetRequiredService<AppDbContext>();
            (await db.Users.SingleAsync()).Rename("Somebody Else");
            db.Add(Make.User(Node.Now, "else@example.com"));
            await ChangeAsync(user, loaded => loaded.Rename("Ada King"));

            scope.GetRequiredService<IUnitOfWork>().Reset();

            Assert.That((await db.Users.SingleAsync()).DisplayName, Is.EqualTo("Ada King"), "loaded anew");
        });

        Assert.That((await ReadAsync(user)).DisplayName, Is.EqualTo("Ada King"));
    }

    private SubscriptionState Told(int seats) => new()
    {
        SubscriptionId = "sub_1",
        CustomerId = "cus_1",
        Status = SubscriptionStatus.Active,
        PlanCode = "pro",
        Interval = BillingInterval.Month,
        Seats = seats,
        UnitAmount = 1200,
        Currency = "usd",
        CreatedAt = Node.Now,
        CurrentPeriodStart = Node.Now,
        CurrentPeriodEnd = Node.Now.AddDays(30),
    };

    private Task CommitIn(Guid organizationId, Func<AppDbContext, Task> change) => Node.CommitAsync(scope =>
    {
        scope.GetRequiredService<Tenant>().Enter(organizationId);
        return change(scope.GetRequiredService<AppDbContext>());
    });

    [TestCase(false, TestName = "The_victim_of_a_deadlock_in_a_step_of_the_commit_has_lost_a_race")]
    [TestCase(true, TestName = "The_victim_of_a_deadlock_in_the_save_has_lost_a_race")]
    public async Task A_deadlock(bool inSave)
    {
        if (Engine is DatabaseProvider.Sqlite)
            return;                              // one writes at a time: nobody holds what another waits for
        var (one, two) = (await AddUserAsync(), await AddUserAsync("bob@example.com"));
        var bothHoldOne = new TaskCompletionSource[] { new(), new() };
        var holding = Task.WhenAll(bothHoldOne.Select(holds => holds.Task));

        var commits = new[] { CommitInOrderAsync(one, two, inSave, bothHoldOne[0], holding), CommitInOrderAsync(two, one, inSave, bothHoldOne[1], holding) };

        await Assert.ThatAsync(() => Task.WhenAll(commits), Throws.TypeOf<ConcurrentChangeException>());
        Assert.That(commits.Count(commit => commit.IsCompletedSuccessfully), Is.EqualTo(1), "the other went on");
    }

    private Task CommitInOrderAsync(User first, User second, bool inSave, TaskCompletionSource holdsFirst, Task bothHold) => Node.CommitAsync(async scope =>
    {
        var (db, steps) = (scope.GetRequiredService<AppDbContext>(), scope.GetRequiredService<CommitSteps>());
        steps.Add("1", async ct =>
        {
            await TouchAsync(db, first, ct);
            holdsFirst.SetResult();
            await bothHold.WaitAsync(ct);
        });
        if (inSave)
            (await db.Users.SingleAsync(row => row.Id == second.Id)).Rename("Ada Byron");
        else
            steps.Add("2", ct => TouchAsync(db, second, ct));
    });

    private static Task<int> TouchAsync(AppDbContext db, User user, CancellationToken ct) =>
        db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DisplayName, "Ada King"), ct);

    private async Task<User> AddUserAsync(string email = "ada@example.com")
    {
        var user = Make.User(Node.Now, email);
        await Node.CommitAsync(db => db.Add(user));
        return user;
    }

    private Task ChangeAsync(User user, Action<User> change) => Node.CommitAsync(async scope =>
        change(await scope.GetRequiredService<AppDbContext>().Users.SingleAsync(row => row.Id == user.Id)));

    private async Task<User> ReadAsync(User user)
    {
        await using var db = Database.Open();
        return await db.Users.SingleAsync(row => row.Id == user.Id);
    }
}
