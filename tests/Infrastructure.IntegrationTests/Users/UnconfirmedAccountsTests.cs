using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Users;

internal sealed class UnconfirmedAccountsTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly TimeSpan Lifetime = new UserOptions().UnconfirmedAccountLifetime;

    [Test]
    public async Task Accounts_that_nobody_confirmed_are_erased_with_an_audit_row_and_without_a_mail()
    {
        var forgotten = Make.User(Node.Now, "forgotten@example.com");
        var confirmed = Make.User(Node.Now, "confirmed@example.com");
        confirmed.ConfirmEmail();
        await Node.CommitAsync(db => db.AddRange(forgotten, confirmed, Make.User(Node.Now.AddDays(1), "young@example.com")));
        Node.Clock.Advance(Lifetime + TimeSpan.FromSeconds(1));
        Node.Caller.UserId = null;

        Assert.That(await EraseAsync(), Is.EqualTo(1));

        await using var db = Database.Open();
        var audited = await db.AuditEntries.OfAllOrganizations().SingleAsync(entry => entry.Action == "users.erased");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AddressesAsync(), Is.EquivalentTo(new[] { "confirmed@example.com", "young@example.com" }));
            Assert.That((audited.SubjectId, audited.ActorId), Is.EqualTo((forgotten.Id, (Guid?)null)));
            Assert.That(await db.OutboxMessages.Select(message => message.Type).ToListAsync(), Is.EqualTo(new[] { "users.erased.v1" }));
        }
    }

    [Test]
    public async Task Who_holds_a_link_that_still_works_stays()
    {
        var waiting = Make.User(Node.Now, "waiting@example.com");
        var tooLate = Make.User(Node.Now, "too-late@example.com");
        await Node.CommitAsync(db => db.AddRange(waiting, tooLate));
        await Node.CommitAsync(db => db.AddRange(Link(waiting, Lifetime + TimeSpan.FromDays(1)), Link(tooLate, Lifetime)));
        Node.Clock.Advance(Lifetime + TimeSpan.FromSeconds(1));

        await EraseAsync();

        Assert.That(await AddressesAsync(), Is.EqualTo(new[] { "waiting@example.com" }));
    }

    [Test]
    public async Task A_batch_is_bounded_and_begins_with_the_oldest()
    {
        await Node.CommitAsync(db => db.AddRange(Enumerable.Range(0, 3).Select(n => Make.User(Node.Now.AddHours(n), $"person{n}@example.com"))));
        Node.Clock.Advance(Lifetime + TimeSpan.FromDays(1));

        Assert.That(await EraseAsync(limit: 2), Is.EqualTo(2));

        Assert.That(await AddressesAsync(), Is.EqualTo(new[] { "person2@example.com" }));
    }

    private static OneTimeToken Link(User user, TimeSpan lifetime) =>
        OneTimeToken.Issue(user.Id, TokenPurpose.ConfirmEmail, "hash", user.Email, user.CreatedAt, lifetime);

    private Task<int> EraseAsync(int limit = 100) =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new EraseUnconfirmedAccounts(limit)));

    private async Task<List<string>> AddressesAsync()
    {
        await using var db = Database.Open();
        return await db.Users.Select(user => user.Email).ToListAsync();
    }
}
