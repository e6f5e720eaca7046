using Moq;
using MySaas.Application.Auth;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Auth;

public sealed class LoginTests
{
    [Test]
    public async Task The_right_password_starts_a_session()
    {
        var world = new World();
        var user = world.Confirmed();

        var tokens = await LogInAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens, Has.Property(nameof(TokenPair.TokenType)).EqualTo("Bearer")
                .And.Property(nameof(TokenPair.AccessToken)).EqualTo("an access token")
                .And.Property(nameof(TokenPair.ExpiresIn)).EqualTo(600));
            world.Sessions.Verify(sessions => sessions.Add(It.Is<Session>(session =>
                session.UserId == user.Id && session.IpAddress == "203.0.113.9" && session.CreatedAt == World.Monday)));
            world.Sessions.Verify(sessions => sessions.Add(It.Is<RefreshToken>(token =>
                token.Hash == SecretToken.HashOf(tokens.RefreshToken))));
        }
    }

    [Test]
    public async Task A_sign_in_holds_only_if_nobody_changes_the_account_meanwhile()
    {
        var world = new World();
        var user = world.Confirmed();

        await LogInAsync(world);

        world.Users.Verify(users => users.RequireUnchanged(user), Times.Once);
    }

    [TestCase(" Ada@Example.com ")]
    [TestCase("ADA@EXAMPLE.COM")]
    public async Task Blanks_and_case_of_the_address_do_not_matter(string email)
    {
        var world = new World();
        world.Confirmed();

        var tokens = await LogInAsync(world, email: email);

        Assert.That(tokens.RefreshToken, Is.Not.Empty);
    }

    [Test]
    public async Task A_full_sign_in_forgives_the_address_and_not_the_client()
    {
        var world = new World();
        world.Confirmed();

        await LogInAsync(world);

        Assert.That(world.Forgiven, Is.EqualTo(new[] { "sign-in ada@example.com" }));
    }

    [Test]
    public async Task Signing_in_takes_a_deletion_back()
    {
        var world = new World();
        var user = world.Confirmed();
        user.RequestDeletion(World.Monday.AddDays(7));

        await LogInAsync(world);

        Assert.That(user.ErasesAt, Is.Null);
    }

    [Test]
    public async Task A_password_under_a_weak_hash_is_hashed_anew_without_a_notice()
    {
        var world = new World();
        var user = world.Confirmed();
        user.UpgradePasswordHash("weak hash");
        world.Hasher.Setup(hasher => hasher.VerifyAsync("weak hash", World.Password, It.IsAny<CancellationToken>())).ReturnsAsync(PasswordMatch.YesButWeak);

        await LogInAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(World.Password)));
            Assert.That(user.Events.OfType<PasswordChanged>(), Is.Empty);
        }
    }

    private static Task<TokenPair> LogInAsync(World world, string email = "ada@example.com", string password = World.Password) =>
        new LoginHandler(world.Users.Object, world.Gate, world.SessionTokens)
            .Handle(new Login(email, password, null, null), CancellationToken.None);
}
