using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auth;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

internal sealed class SessionGateTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task A_living_session_tells_whose_it_is()
    {
        var (user, session) = await SignInAsync();

        Assert.That(await FindAsync(Node, session), Is.EqualTo(new SessionState(user.Id, "ada@example.com", EmailConfirmed: false)));
    }

    [Test]
    public async Task An_unknown_session_is_none() =>
        Assert.That(await Node.Get<SessionGate>().FindAsync(Guid.CreateVersion7(Node.Now), default), Is.Null);

    [Test]
    public async Task A_session_that_this_node_ends_is_dead_here_at_once_and_stays_so()
    {
        var (_, session) = await SignInAsync();
        await FindAsync(Node, session);

        await RevokeAsync(Node, session);
        var atOnce = await FindAsync(Node, session);
        Node.Clock.Advance(SessionGate.Staleness * 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(atOnce, Is.Null);
            Assert.That(await FindAsync(Node, session), Is.Null);
        }
    }

    [Test]
    public async Task A_session_that_another_node_ends_is_dead_here_within_the_staleness()
    {
        var (_, session) = await SignInAsync();
        await using var other = new Node(Database, Node.Clock);
        await FindAsync(Node, session);

        await RevokeAsync(other, session);
        Node.Clock.Advance(SessionGate.Staleness);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FindAsync(Node, session), Is.Null);
            Assert.That(SessionGate.Staleness, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)), "what the contract allows");
        }
    }

    [Test]
    public async Task A_session_is_read_once_per_staleness()
    {
        var (_, session) = await SignInAsync();
        await FindAsync(Node, session);
        var before = CountCommands();

        for (var i = 0; i < 10; i++)
            await FindAsync(Node, session);

        Assert.That(CountCommands(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_read_that_races_with_the_end_of_a_session_does_not_bring_it_back()
    {
        var (_, session) = await SignInAsync();
        var held = new HeldAnswer();
        await using var node = new Node(Database, Node.Clock, services => Node.Intercept(services, Engine, held));
        var reading = FindAsync(node, session);
        await held.HasArrived;

        await RevokeAsync(Node, session);
        node.Get<SessionGate>().Forget([session.Id]);
        held.Release();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await reading, Is.Null, "the answer that was on its way");
            Assert.That(await FindAsync(node, session), Is.Null, "the answer that was kept");
        }
    }

    [Test]
    public async Task The_sessions_of_a_disabled_user_are_none()
    {
        var (user, session) = await SignInAsync();

        await Node.CommitAsync(async scope =>
            (await scope.GetRequiredService<IUserRepository>().FindAsync(user.Id, default))!.Disable(Node.Now));

        Assert.That(await FindAsync(Node, session), Is.Null);
    }

    [Test]
    public async Task A_changed_address_counts_at_once_on_the_node_that_changed_it()
    {
        var (user, session) = await SignInAsync();
        await FindAsync(Node, session);

        await Node.CommitAsync(async scope =>
        {
            var found = (await scope.GetRequiredService<IUserRepository>().FindAsync(user.Id, default))!;
            found.ChangeEmail(EmailAddress.Parse("ada@example.org"));
            found.ConfirmEmail();
        });

        Assert.That(await FindAsync(Node, session), Is.EqualTo(new SessionState(user.Id, "ada@example.org", EmailConfirmed: true)));
    }

    private static Task<SessionState?> FindAsync(Node node, Session session) => node.Get<SessionGate>().FindAsync(session.Id, default);

    private static Task RevokeAsync(Node node, Session session) => node.CommitAsync(async scope =>
        (await scope.GetRequiredService<ISessionRepository>().FindAsync(session.Id, default))!.Revoke(node.Now));

    private int CountCommands() => Node.Log.Lines.Count(line => line.Contains("Executed DbCommand", StringComparison.Ordinal));

    private async Task<(User User, Session Session)> SignInAsync()
    {
        var user = Make.User(Node.Now);
        var session = Make.Session(user, Node.Now);
        await Node.CommitAsync(db => db.AddRange(user, session));
        return (user, session);
    }
}
