using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class LoginTests
{
    private static readonly string[] OneFailure = ["sign-in ada@example.com", "sign-in-client 203.0.113.9"];

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

    [TestCase("wrong")]
    [TestCase(World.Password + " ")]
    [TestCase("Correct-horse-battery-9")]
    public async Task A_wrong_password_is_refused_and_counted(string password)
    {
        var world = new World();
        world.Confirmed();

        await Assert.ThatAsync(
            () => LogInAsync(world, password: password), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_credentials"));

        Assert.That(world.Counted, Is.EqualTo(OneFailure));
    }

    [Test]
    public async Task An_unknown_address_is_refused_hashed_and_counted_like_a_known_one()
    {
        var world = new World();

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_credentials"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Counted, Is.EqualTo(OneFailure));
            world.Hasher.Verify(hasher => hasher.Verify(null, World.Password), Times.Once);
        }
    }

    [Test]
    public async Task An_account_without_a_password_is_refused_like_a_wrong_one()
    {
        var world = new World();
        world.Confirmed(password: null);

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_credentials"));
    }

    [Test]
    public async Task Only_the_right_password_is_told_that_the_address_is_unconfirmed()
    {
        var world = new World();
        world.Registered();

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.Forbidden, "auth.email_not_confirmed"));
        await Assert.ThatAsync(
            () => LogInAsync(world, password: "wrong"), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_credentials"));
    }

    [Test]
    public async Task Only_the_right_password_is_told_that_the_account_is_disabled()
    {
        var world = new World();
        world.Confirmed().Disable(World.Monday);

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.Forbidden, "auth.forbidden"));
        await Assert.ThatAsync(
            () => LogInAsync(world, password: "wrong"), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_credentials"));
    }

    [Test]
    public async Task A_refusal_after_the_right_password_neither_counts_nor_forgives()
    {
        var world = new World();
        world.Registered();

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.Forbidden, "auth.email_not_confirmed"));

        Assert.That(world.Counted.Concat(world.Forgiven), Is.Empty);
    }

    [Test]
    public async Task A_closed_address_is_refused_before_its_password_is_looked_at()
    {
        var world = new World();
        world.Confirmed();
        world.Close("sign-in", TimeSpan.FromMinutes(7));

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.TooManyRequests, "auth.too_many_attempts"));

        world.Hasher.Verify(hasher => hasher.Verify(It.IsAny<string?>(), It.IsAny<string>()), Times.Never);
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
        world.Hasher.Setup(hasher => hasher.Verify("weak hash", World.Password)).Returns(PasswordMatch.YesButWeak);

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
