using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>What an engine makes of times, ids and lists, and of rows whose owner goes.</summary>
internal sealed class StoredValuesTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task Times_come_back_equal_and_in_UTC()
    {
        // To the microsecond, which is what every engine keeps.
        var created = Node.Monday.AddMicroseconds(123_456);
        var disabled = new DateTimeOffset(2026, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero);
        var user = Make.User(created);
        user.Disable(disabled);
        await Node.CommitAsync(db => db.Add(user));

        await using var db = Database.Open();
        var read = await db.Users.SingleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.CreatedAt, Is.EqualTo(created));
            Assert.That(read.CreatedAt.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(read.DisabledAt, Is.EqualTo(disabled));
            Assert.That(read.DisabledAt!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(read.ErasesAt, Is.Null);
        }
    }

    [Test]
    public async Task Times_are_compared_by_the_database_as_by_the_program()
    {
        var user = Make.User(Node.Monday.AddMicroseconds(1));
        await Node.CommitAsync(db => db.Add(user));

        await using var db = Database.Open();
        Assert.That(await db.Users.CountAsync(row => row.CreatedAt > Node.Monday), Is.EqualTo(1));
        Assert.That(await db.Users.CountAsync(row => row.CreatedAt < user.CreatedAt), Is.Zero);
        Assert.That(await db.Users.CountAsync(row => row.CreatedAt == user.CreatedAt), Is.EqualTo(1));
    }

    [Test]
    public async Task Ids_sort_by_creation_and_a_list_continues_by_key()
    {
        // Every byte of the time in the ids takes part.
        TimeSpan[] ages = [.. Enumerable.Range(0, 40).Select(power => TimeSpan.FromMilliseconds(1L << power))];
        var user = Make.User(Node.Now);
        var sessions = ages.Select(age => Make.Session(user, Node.Now + age)).ToList();
        await Node.CommitAsync(db => db.Add(user));
        await Node.CommitAsync(db => db.AddRange(sessions.OrderBy(session => session.Id.GetHashCode())));
        var created = sessions.Select(session => session.Id).ToList();

        await using var db = Database.Open();
        var ids = db.Sessions.Select(session => session.Id);

        Assert.That(await ids.OrderBy(id => id).ToListAsync(), Is.EqualTo(created));
        foreach (var (id, index) in created.Select((id, index) => (id, index)))
            Assert.That(await ids.CountAsync(other => other.CompareTo(id) < 0), Is.EqualTo(index));
    }

    [Test]
    public async Task Lists_of_values_come_back_and_a_changed_list_is_saved()
    {
        var user = Make.User(Node.Now);
        user.SetUpTwoFactor("key");
        user.EnableTwoFactor(["first \"quoted\"", "second, with comma", "third"]);
        user.TakeTotpStep(long.MaxValue);
        user.TakeTotpStep(1);
        await Node.CommitAsync(db => db.AddRange(user, Make.User(Node.Now, "empty@example.com")));

        await Node.CommitAsync(async scope =>
        {
            var loaded = await scope.GetRequiredService<AppDbContext>().Users.SingleAsync(row => row.Id == user.Id);
            Assert.That(loaded.RecoveryCodeHashes, Is.EqualTo(new[] { "first \"quoted\"", "second, with comma", "third" }));
            Assert.That(loaded.UsedTotpSteps, Is.EqualTo(new[] { long.MaxValue, 1 }));
            loaded.TakeRecoveryCode("second, with comma");
            loaded.TakeTotpStep(2);
        });

        await using var db = Database.Open();
        var changed = await db.Users.SingleAsync(row => row.Id == user.Id);
        var empty = await db.Users.SingleAsync(row => row.Id != user.Id);
        Assert.That(changed.RecoveryCodeHashes, Is.EqualTo(new[] { "first \"quoted\"", "third" }));
        Assert.That(changed.UsedTotpSteps, Is.EqualTo(new[] { long.MaxValue, 2, 1 }));
        Assert.That(empty.RecoveryCodeHashes, Is.Empty);
    }

    [Test]
    public async Task All_that_a_user_owns_goes_with_the_user_and_nothing_of_anybody_else()
    {
        var gone = await AddWithBelongingsAsync("gone@example.com");
        var stays = await AddWithBelongingsAsync("stays@example.com");

        await Node.CommitAsync(async scope =>
        {
            var db = scope.GetRequiredService<AppDbContext>();
            db.Remove(await db.Users.SingleAsync(user => user.Id == gone.User.Id));
        });

        await using var db = Database.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await db.Users.SingleAsync()).Id, Is.EqualTo(stays.User.Id));
            Assert.That((await db.Sessions.SingleAsync()).UserId, Is.EqualTo(stays.User.Id));
            Assert.That((await db.RefreshTokens.SingleAsync()).SessionId, Is.EqualTo(stays.Session.Id));
            Assert.That((await db.OneTimeTokens.SingleAsync()).UserId, Is.EqualTo(stays.User.Id));
            Assert.That((await db.AccountExports.SingleAsync()).UserId, Is.EqualTo(stays.User.Id));
        }
    }

    private async Task<(User User, Session Session)> AddWithBelongingsAsync(string email)
    {
        var user = Make.User(Node.Now, email);
        var session = Make.Session(user, Node.Now);
        await Node.CommitAsync(db => db.AddRange(
            user,
            session,
            Make.Token(session, Node.Now, hash: email),
            OneTimeToken.Issue(user.Id, TokenPurpose.ConfirmEmail, "hash", email, Node.Now, TimeSpan.FromHours(1)),
            Make.Export(user, Node.Now)));
        return (user, session);
    }
}
