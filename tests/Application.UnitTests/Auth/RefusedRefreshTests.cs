using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Auth;

public sealed class RefusedRefreshTests
{
    private const string Token = "a refresh token";

    [Test]
    public async Task A_token_that_never_was_asks_for_a_sign_in()
    {
        var outcome = await RefreshAsync(new World());

        AssertIs(outcome, "auth.required");
    }

    [Test]
    public async Task A_token_without_its_session_asks_for_a_sign_in()
    {
        var world = new World();
        var (_, session, _) = SignedIn(world);
        world.Sessions.Setup(sessions => sessions.FindAsync(session.Id, It.IsAny<CancellationToken>())).ReturnsAsync((Session?)null);

        var outcome = await RefreshAsync(world);

        AssertIs(outcome, "auth.required");
    }

    [Test]
    public async Task An_old_token_asks_for_a_sign_in_and_accuses_nobody()
    {
        var world = new World();
        var (_, session, token) = SignedIn(world);
        world.Clock.SetUtcNow(token.ExpiresAt);

        var outcome = await RefreshAsync(world);

        using (Assert.EnterMultipleScope())
        {
            AssertIs(outcome, "auth.required");
            Assert.That(session.RevokedAt, Is.Null);
        }
    }

    [Test]
    public async Task Somebody_disabled_gets_no_tokens()
    {
        var world = new World();
        var (user, _, token) = SignedIn(world);
        user.Disable(World.Monday);

        var outcome = await RefreshAsync(world);

        using (Assert.EnterMultipleScope())
        {
            AssertIs(outcome, "auth.session_revoked");
            Assert.That(token.RotatedAt, Is.Null);
        }
    }

    [Test]
    public async Task Somebody_erased_gets_no_tokens()
    {
        var world = new World();
        var (user, _, _) = SignedIn(world);
        world.Users.Object.Remove(user);

        var outcome = await RefreshAsync(world);

        AssertIs(outcome, "auth.session_revoked");
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
