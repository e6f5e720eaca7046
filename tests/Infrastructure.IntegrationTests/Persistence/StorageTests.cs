using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>What goes into a database comes out of it.</summary>
internal sealed class StorageTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    // PostgreSQL keeps microseconds; the others more.
    private static readonly DateTimeOffset ToTheMicrosecond = Node.Monday.AddTicks(1234567 / 10 * 10);

    [Test]
    public async Task Times_come_back_equal_and_in_UTC()
    {
        var user = Make.User(ToTheMicrosecond);
        user.Disable(ToTheMicrosecond.AddYears(50));

        var read = await StoreAsync(user);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.CreatedAt, Is.EqualTo(ToTheMicrosecond).And.Property(nameof(DateTimeOffset.Offset)).EqualTo(TimeSpan.Zero));
            Assert.That(read.DisabledAt, Is.EqualTo(ToTheMicrosecond.AddYears(50)));
            Assert.That(read.ErasesAt, Is.Null);
        }
    }

    [Test]
    public async Task Times_are_compared_as_times()
    {
        await Node.CommitAsync(db =>
        {
            db.Add(Make.User(ToTheMicrosecond, "early@example.com"));
            db.Add(Make.User(ToTheMicrosecond.AddMicroseconds(1), "late@example.com"));
        });

        await using var db = Database.Open();
        var after = await db.Users.Where(user => user.CreatedAt > ToTheMicrosecond).Select(user => user.Email).ToListAsync();

        Assert.That(after, Is.EqualTo(["late@example.com"]));
    }

    [Test]
    public async Task Primitive_collections_come_back_in_order_and_are_changed_in_place()
    {
        var user = Make.User(Node.Now);
        user.SetUpTwoFactor("protected-key");
        user.EnableTwoFactor(["b", "a", "\"quoted\""]);
        user.TakeTotpStep(59_000_001);
        user.TakeTotpStep(59_000_002);

        var read = await StoreAsync(user);
        await Node.CommitAsync(async scope =>
            (await scope.GetRequiredService<IUserRepository>().FindAsync(user.Id, CancellationToken.None))!.TakeRecoveryCode("a"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.RecoveryCodeHashes, Is.EqualTo(["b", "a", "\"quoted\""]));
            Assert.That(read.UsedTotpSteps, Is.EqualTo([59_000_002L, 59_000_001L]));
            Assert.That((await ReadAsync(user.Id)).RecoveryCodeHashes, Is.EqualTo(["b", "\"quoted\""]));
        }
    }

    [Test]
    public async Task Text_of_any_script_comes_back()
    {
        const string name = "Łucja 李 🦊 o'Neil \"; DROP TABLE users; --";

        Assert.That((await StoreAsync(Make.User(Node.Now, displayName: name))).DisplayName, Is.EqualTo(name));
    }

    [Test]
    public async Task Removing_a_person_removes_all_that_hangs_on_them_and_leaves_the_others()
    {
        await StorePersonAsync("bob@example.com");
        var ada = await StorePersonAsync("ada@example.com");

        await Node.CommitAsync(async scope =>
        {
            var users = scope.GetRequiredService<IUserRepository>();
            users.Remove((await users.FindAsync(ada.Id, CancellationToken.None))!);
        });

        await using var db = Database.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await db.Users.SingleAsync()).Email, Is.EqualTo("bob@example.com"));
            Assert.That(await db.Sessions.CountAsync(), Is.EqualTo(1));
            Assert.That(await db.RefreshTokens.CountAsync(), Is.EqualTo(1));
            Assert.That(await db.OneTimeTokens.CountAsync(), Is.EqualTo(1));
            Assert.That(await db.AccountExports.CountAsync(), Is.EqualTo(1));
            Assert.That(await db.AuditEntries.OfAllOrganizations().CountAsync(entry => entry.SubjectId == ada.Id), Is.EqualTo(2), "the record of what happened stays");
        }
    }

    private async Task<User> StorePersonAsync(string email)
    {
        var user = Make.User(Node.Now, email);
        var session = Make.Session(user, Node.Now);
        await Node.CommitAsync(db => db.AddRange(
            user,
            session,
            Make.Token(session, Node.Now, hash: email),
            OneTimeToken.Issue(user.Id, TokenPurpose.ConfirmEmail, "hash", email, Node.Now, TimeSpan.FromDays(1)),
            Make.Export(user, Node.Now)));
        return user;
    }

    private async Task<User> StoreAsync(User user)
    {
        await Node.CommitAsync(db => db.Add(user));
        return await ReadAsync(user.Id);
    }

    private async Task<User> ReadAsync(Guid id)
    {
        await using var db = Database.Open();
        return await db.Users.AsNoTracking().SingleAsync(user => user.Id == id);
    }
}
