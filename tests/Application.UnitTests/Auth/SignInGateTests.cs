using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class SignInGateTests
{
    private const string Email = "ada@example.com";

    private static RefusedException Full => AuthRefusals.TooManyPasswords(TimeSpan.FromSeconds(3)).AsException();

    /// <summary>Many guesses pass the first look at the lock together; the right one among them must not be told apart.</summary>
    [Test]
    public async Task A_right_password_whose_answer_arrives_after_the_closure_is_not_answered()
    {
        var world = new World();
        var user = world.Confirmed();
        world.Hasher.Setup(hasher => hasher.VerifyAsync(It.IsAny<string?>(), World.Password, It.IsAny<CancellationToken>())).ReturnsAsync(PasswordMatch.Yes)
            .Callback(() => world.Close("sign-in", TimeSpan.FromMinutes(15)));

        await Assert.ThatAsync(
            () => world.Gate.VerifyPasswordAsync(Email, user, World.Password, CancellationToken.None),
            IsRefused(RefusalKind.TooManyRequests, "auth.too_many_attempts"));
    }

    [Test]
    public async Task A_right_code_whose_answer_arrives_after_the_closure_is_not_answered()
    {
        var world = new World();
        var user = world.WithTwoFactors();
        world.Totp.Setup(totp => totp.FindStep("key", "100")).Returns(100)
            .Callback(() => world.Close("sign-in", TimeSpan.FromMinutes(15)));

        await Assert.ThatAsync(
            () => world.Gate.VerifyTwoFactorAsync(user, "100", null, CancellationToken.None),
            IsRefused(RefusalKind.TooManyRequests, "auth.too_many_attempts"));
    }

    [Test]
    public async Task A_wrong_guess_beyond_the_limit_hears_only_that_there_were_too_many()
    {
        var world = new World();
        world.Throttle.Setup(throttle => throttle.CountAsync(It.IsAny<ThrottleKey>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(TimeSpan.FromMinutes(15));

        await Assert.ThatAsync(
            () => world.Gate.VerifyPasswordAsync(Email, null, "wrong", CancellationToken.None),
            IsRefused(RefusalKind.TooManyRequests, "auth.too_many_attempts"));
    }

    [TestCase("sign-in")]
    [TestCase("sign-in-client")]
    public async Task A_closure_says_how_long_to_wait(string kind)
    {
        var world = new World();
        world.Close(kind, TimeSpan.FromSeconds(77));

        await Assert.ThatAsync(
            () => world.Gate.VerifyPasswordAsync(Email, null, "any", CancellationToken.None),
            Throws.TypeOf<RefusedException>().With.Property(nameof(RefusedException.Refusal))
                .Property(nameof(Refusal.RetryAfter)).EqualTo(TimeSpan.FromSeconds(77)));
    }

    [Test]
    public async Task Of_two_closures_the_longer_wait_is_told()
    {
        var world = new World();
        world.Throttle.SetupSequence(throttle => throttle.CountAsync(It.IsAny<ThrottleKey>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(TimeSpan.FromMinutes(15)).ReturnsAsync(TimeSpan.FromSeconds(1));

        await Assert.ThatAsync(
            () => world.Gate.VerifyPasswordAsync(Email, null, "wrong", CancellationToken.None),
            Throws.TypeOf<RefusedException>().With.Property(nameof(RefusedException.Refusal))
                .Property(nameof(Refusal.RetryAfter)).EqualTo(TimeSpan.FromMinutes(15)));
    }

    [Test]
    public async Task A_right_password_counts_nothing()
    {
        var world = new World();
        var user = world.Confirmed();

        await world.Gate.VerifyPasswordAsync(Email, user, World.Password, CancellationToken.None);

        Assert.That(world.Counted, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_password_that_is_turned_away_counts_nothing_whether_or_not_the_address_is_known(bool isKnown)
    {
        var world = new World();
        var user = isKnown ? world.Confirmed() : null;
        world.Hasher.Setup(hasher => hasher.VerifyAsync(It.IsAny<string?>(), "wrong", It.IsAny<CancellationToken>())).ThrowsAsync(Full);

        await Assert.ThatAsync(
            () => world.Gate.VerifyPasswordAsync(Email, user, "wrong", CancellationToken.None),
            IsRefused(RefusalKind.TooManyRequests, "rate_limited"));

        Assert.That(world.Counted, Is.Empty);
    }

    [Test]
    public async Task A_right_password_is_right_although_there_is_no_turn_to_hash_it_anew()
    {
        var world = new World();
        var user = world.Confirmed();
        user.UpgradePasswordHash("weak hash");
        world.Hasher.Setup(hasher => hasher.VerifyAsync("weak hash", World.Password, It.IsAny<CancellationToken>())).ReturnsAsync(PasswordMatch.YesButWeak);
        world.Hasher.Setup(hasher => hasher.HashAsync(World.Password, It.IsAny<CancellationToken>())).ThrowsAsync(Full);

        await world.Gate.VerifyPasswordAsync(Email, user, World.Password, CancellationToken.None);

        Assert.That(user.PasswordHash, Is.EqualTo("weak hash"));
    }

    [Test]
    public async Task No_code_at_all_is_a_wrong_code()
    {
        var world = new World();
        var user = world.WithTwoFactors();

        await Assert.ThatAsync(
            () => world.Gate.VerifyTwoFactorAsync(user, null, null, CancellationToken.None),
            IsRefused(RefusalKind.Unauthenticated, "auth.invalid_two_factor_code"));
    }

    [Test]
    public async Task Without_a_key_no_code_is_right()
    {
        var world = new World();
        var user = world.Confirmed();

        await Assert.ThatAsync(
            () => world.Gate.VerifyTwoFactorAsync(user, "100", null, CancellationToken.None),
            IsRefused(RefusalKind.Unauthenticated, "auth.invalid_two_factor_code"));
    }
}
