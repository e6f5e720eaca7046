using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class RefusedLoginTests
{
    private static readonly string[] OneFailure = ["sign-in ada@example.com", "sign-in-client 203.0.113.9"];

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
            world.Hasher.Verify(hasher => hasher.VerifyAsync(null, World.Password, It.IsAny<CancellationToken>()), Times.Once);
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

        world.Hasher.Verify(hasher => hasher.VerifyAsync(It.IsAny<string?>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private static Task<TokenPair> LogInAsync(World world, string email = "ada@example.com", string password = World.Password) =>
        new LoginHandler(world.Users.Object, world.Gate, world.SessionTokens)
            .Handle(new Login(email, password, null, null), CancellationToken.None);
}
