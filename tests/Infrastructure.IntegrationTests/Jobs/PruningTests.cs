using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Notifications;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>What is over goes, in batches; what may still be asked for stays.</summary>
internal sealed class PruningTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(14);
    private static readonly ThrottleKey Key = new("sign-in", "ada@example.com", 5, TimeSpan.FromMinutes(15));

    [Test]
    public async Task Refresh_tokens_go_when_they_expire_and_rotated_ones_stay_until_then()
    {
        var session = Make.Session(await AddUserAsync(), Node.Now);
        var rotated = Make.Token(session, Node.Now, "rotated");
        rotated.TryRotate(Node.Now, TimeSpan.Zero);
        await Node.CommitAsync(db => db.AddRange(session, rotated, Make.Token(session, Node.Now.AddDays(1), "later")));

        Node.Clock.Advance(TokenLifetime);
        Assert.That(await SendAsync(new PruneRefreshTokens()), Is.Zero);
        Node.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await SendAsync(new PruneRefreshTokens()), Is.EqualTo(1));

        await using var db = Database.Open();
        Assert.That(await db.RefreshTokens.Select(token => token.Hash).ToListAsync(), Is.EqualTo(new[] { "later" }));
    }

    [Test]
    public async Task Sessions_go_a_day_after_their_last_token_also_when_they_were_revoked()
    {
        var user = await AddUserAsync();
        var revoked = Make.Session(user, Node.Now);
        revoked.Revoke(Node.Now);
        var living = Make.Session(user, Node.Now.AddDays(2));
        await Node.CommitAsync(db => db.AddRange(revoked, Make.Session(user, Node.Now), living, Make.Token(living, Node.Now)));

        Node.Clock.Advance(TokenLifetime + TimeSpan.FromDays(1));
        Assert.That(await SendAsync(new PruneSessions()), Is.Zero);
        Node.Clock.Advance(Session.LastSeenGranularity + TimeSpan.FromSeconds(1));
        Assert.That(await SendAsync(new PruneSessions()), Is.EqualTo(2));

        await using var db = Database.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await db.Sessions.Select(session => session.Id).ToListAsync(), Is.EqualTo(new[] { living.Id }));
            Assert.That(await db.RefreshTokens.CountAsync(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Mailed_tokens_go_when_they_expire()
    {
        var user = await AddUserAsync();
        await Node.CommitAsync(db => db.AddRange(
            OneTimeToken.Issue(user.Id, TokenPurpose.ResetPassword, "short", user.Email, Node.Now, TimeSpan.FromHours(1)),
            OneTimeToken.Issue(user.Id, TokenPurpose.ConfirmEmail, "long", user.Email, Node.Now, TimeSpan.FromDays(1))));

        Node.Clock.Advance(TimeSpan.FromHours(2));

        Assert.That(await SendAsync(new PruneOneTimeTokens()), Is.EqualTo(1));
        await using var db = Database.Open();
        Assert.That((await db.OneTimeTokens.SingleAsync()).Hash, Is.EqualTo("long"));
    }

    [Test]
    public async Task Counts_go_when_their_window_is_over_and_a_closed_key_stays_closed()
    {
        var throttle = Node.Get<IThrottle>();
        await throttle.CountAsync(Key with { Subject = "bob@example.com" }, CancellationToken.None);
        Node.Clock.Advance(TimeSpan.FromMinutes(10));
        for (var failure = 0; failure < Key.Limit; failure++)
            await throttle.CountAsync(Key, CancellationToken.None);

        Node.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.That(await SendAsync(new PruneThrottles()), Is.EqualTo(1));
        Assert.That(await throttle.WaitAsync(Key, CancellationToken.None), Is.EqualTo(TimeSpan.FromMinutes(9)));
    }

    [Test]
    public async Task Exports_go_with_their_links()
    {
        var user = await AddUserAsync();
        await Node.CommitAsync(db => db.AddRange(
            Make.Export(user, Node.Now, "old"), Make.Export(user, Node.Now.AddDays(1), "young")));

        Node.Clock.Advance(AccountExport.Lifetime + TimeSpan.FromSeconds(1));

        Assert.That(await SendAsync(new PruneExports()), Is.EqualTo(1));
        await using var db = Database.Open();
        Assert.That((await db.AccountExports.SingleAsync()).TokenHash, Is.EqualTo("young"));
    }

    [Test]
    public async Task The_development_inbox_keeps_a_week()
    {
        await Node.CommitAsync(db => db.AddRange(EmailOf(Node.Now), EmailOf(Node.Now.AddDays(1))));

        Node.Clock.Advance(TimeSpan.FromDays(7.5));

        Assert.That(await SendAsync(new PruneDevelopmentEmails()), Is.EqualTo(1));
        await using var db = Database.Open();
        Assert.That((await db.DevelopmentEmails.SingleAsync()).SentAt, Is.EqualTo(Node.Monday.AddDays(1)));
    }

    [Test]
    public async Task A_step_deletes_no_more_than_its_batch_and_the_oldest_first()
    {
        await Node.CommitAsync(db => db.AddRange(Enumerable.Range(0, 5).Select(day => EmailOf(Node.Now.AddDays(day)))));
        Node.Clock.Advance(TimeSpan.FromDays(30));

        Assert.That(await SendAsync(new PruneDevelopmentEmails(Limit: 2)), Is.EqualTo(2));

        await using var db = Database.Open();
        Assert.That(await db.DevelopmentEmails.MinAsync(email => email.SentAt), Is.EqualTo(Node.Monday.AddDays(2)));
    }

    private async Task<User> AddUserAsync()
    {
        var user = Make.User(Node.Now);
        await Node.CommitAsync(db => db.Add(user));
        return user;
    }

    private static DevelopmentEmail EmailOf(DateTimeOffset sentAt) => new() { Id = Guid.CreateVersion7(sentAt), To = "ada@example.com", SentAt = sentAt };

    private Task<int> SendAsync(IJobStep step) =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(step));
}
