using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Auth;

public sealed class RefreshSessionTests
{
    private const string Token = "a refresh token";

    [Test]
    public async Task A_living_token_is_traded_for_the_next_pair()
    {
        var world = new World();
        var (_, session, token) = SignedIn(world);

        var outcome = await RefreshAsync(world);

        var tokens = outcome.OrRefuse();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens.RefreshToken, Is.Not.EqualTo(Token));
            Assert.That(token.RotatedAt, Is.EqualTo(World.Monday));
            world.Sessions.Verify(sessions => sessions.Add(It.Is<RefreshToken>(next =>
                next.SessionId == session.Id && next.Hash == SecretToken.HashOf(tokens.RefreshToken))));
        }
    }

    [Test]
    public async Task A_refresh_is_a_visit()
    {
        var world = new World();
        var (_, session, _) = SignedIn(world);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await RefreshAsync(world);

        Assert.That(session.LastSeenAt, Is.EqualTo(World.Monday.AddHours(1)));
    }

    [Test]
    public async Task Tabs_that_refresh_together_all_get_tokens()
    {
        var world = new World();
        var (_, session, _) = SignedIn(world);

        var outcomes = new List<Outcome<TokenPair>>();
        for (var tab = 0; tab < 20; tab++)
            outcomes.Add(await RefreshAsync(world));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes.Select(outcome => outcome.OrRefuse().RefreshToken), Is.Unique);
            Assert.That(session.RevokedAt, Is.Null);
        }
    }

    [Test]
    public async Task A_rotated_token_that_comes_back_after_the_grace_ends_the_family()
    {
        var world = new World();
        var (user, session, _) = SignedIn(world);
        await RefreshAsync(world);
        world.Clock.Advance(world.Options.RefreshReuseGrace + TimeSpan.FromTicks(1));

        var outcome = await RefreshAsync(world);

        using (Assert.EnterMultipleScope())
        {
            AssertIs(outcome, "auth.session_revoked");
            Assert.That(session.RevokedAt, Is.EqualTo(world.Clock.GetUtcNow()));
            Assert.That(session.Events, Is.EqualTo(new[] { new RefreshTokenReused(session.Id, user.Id) }));
        }
    }

    [Test]
    public async Task After_a_theft_every_token_of_the_family_is_dead()
    {
        var world = new World();
        var (_, session, _) = SignedIn(world);
        session.RevokeAsStolen(World.Monday);
        session.TakeEvents();

        var outcome = await RefreshAsync(world);

        using (Assert.EnterMultipleScope())
        {
            AssertIs(outcome, "auth.session_revoked");
            Assert.That(session.Events, Is.Empty, "one mail per incident");
        }
    }

    private static (User User, Session Session, RefreshToken Token) SignedIn(World world)
    {
        var user = world.Confirmed();
        var session = world.SignedIn(user, asCaller: false);
        var token = RefreshToken.Issue(session.Id, SecretToken.HashOf(Token), World.Monday, world.Options.RefreshTokenLifetime);
        world.Sessions.Setup(sessions => sessions.FindTokenAsync(token.Hash, It.IsAny<CancellationToken>())).ReturnsAsync(token);
        return (user, session, token);
    }

    private static void AssertIs(Outcome<TokenPair> outcome, string code) =>
        Assert.That((outcome.Refusal?.Kind, outcome.Refusal?.Code), Is.EqualTo(((RefusalKind?)RefusalKind.Unauthenticated, code)));

    private static Task<Outcome<TokenPair>> RefreshAsync(World world) =>
        new RefreshSessionHandler(world.Sessions.Object, world.Users.Object, world.SessionTokens, world.Options, world.Clock)
            .Handle(new RefreshSession(Token), CancellationToken.None);
}
