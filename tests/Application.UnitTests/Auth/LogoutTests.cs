using MediatR;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;

namespace MySaas.Application.UnitTests.Auth;

public sealed class LogoutTests
{
    [Test]
    public async Task Signing_out_ends_the_session_of_the_token()
    {
        var world = new World();
        var session = world.SignedIn(world.Confirmed());
        var token = RefreshToken.Issue(session.Id, SecretToken.HashOf("a token"), World.Monday, TimeSpan.FromDays(14));
        world.Sessions.Setup(sessions => sessions.FindTokenAsync(token.Hash, It.IsAny<CancellationToken>())).ReturnsAsync(token);

        await LogOutAsync(world, "a token");

        Assert.That(session.RevokedAt, Is.EqualTo(World.Monday));
    }

    [TestCase("a token")]
    [TestCase("")]
    [TestCase(null)]
    public async Task A_token_that_never_was_is_as_good_as_signed_out(string? token)
    {
        var world = new World();

        await Assert.ThatAsync(() => LogOutAsync(world, token), Throws.Nothing);
    }

    private static Task<Unit> LogOutAsync(World world, string? token) =>
        new LogoutHandler(world.Sessions.Object, world.Clock).Handle(new Logout(token), CancellationToken.None);
}
