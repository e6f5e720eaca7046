using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class LoginWithTwoFactorsTests
{
    private const string RecoveryCode = "ABCD-EFGH-JKLM-NPQR";

    [Test]
    public async Task The_password_alone_asks_for_the_second_factor_and_counts_nothing()
    {
        var world = new World();
        world.WithTwoFactors();

        await Assert.ThatAsync(() => LogInAsync(world), IsRefused(RefusalKind.Unauthenticated, "auth.two_factor_required"));

        Assert.That(world.Counted.Concat(world.Forgiven), Is.Empty);
    }

    [Test]
    public async Task A_wrong_password_does_not_tell_that_there_is_a_second_factor()
    {
        var world = new World();
        world.WithTwoFactors();

        await Assert.ThatAsync(
            () => LogInAsync(world, password: "wrong", code: "100"),
            IsRefused(RefusalKind.Unauthenticated, "auth.invalid_credentials"));

        world.Totp.Verify(totp => totp.FindStep(It.IsAny<string>(), It.IsAny<string>()), Times.Never);
    }

    [Test]
    public async Task The_authenticators_code_signs_in_once()
    {
        var world = new World();
        world.WithTwoFactors();

        var tokens = await LogInAsync(world, code: "100");

        Assert.That(tokens.RefreshToken, Is.Not.Empty);
        await Assert.ThatAsync(
            () => LogInAsync(world, code: "100"), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_two_factor_code"));
    }

    [Test]
    public async Task A_wrong_code_counts_towards_the_lockout_and_starts_no_session()
    {
        var world = new World();
        world.WithTwoFactors();

        await Assert.ThatAsync(
            () => LogInAsync(world, code: "wrong"), IsRefused(RefusalKind.Unauthenticated, "auth.invalid_two_factor_code"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Counted, Is.EqualTo(new[] { "sign-in ada@example.com", "sign-in-client 203.0.113.9" }));
            world.Sessions.Verify(sessions => sessions.Add(It.IsAny<Session>()), Times.Never);
        }
    }

    [TestCase(RecoveryCode)]
    [TestCase("abcd efgh jklm npqr")]
    public async Task A_recovery_code_signs_in_once_however_it_is_typed(string typed)
    {
        var world = new World();
        world.WithTwoFactors(RecoveryCode);

        var tokens = await LogInAsync(world, recoveryCode: typed);

        Assert.That(tokens.RefreshToken, Is.Not.Empty);
        await Assert.ThatAsync(
            () => LogInAsync(world, recoveryCode: RecoveryCode),
            IsRefused(RefusalKind.Unauthenticated, "auth.invalid_two_factor_code"));
    }

    [Test]
    public async Task A_wrong_code_is_not_mended_by_a_right_recovery_code_beside_it()
    {
        var world = new World();
        var user = world.WithTwoFactors(RecoveryCode);

        await Assert.ThatAsync(
            () => LogInAsync(world, code: "wrong", recoveryCode: RecoveryCode),
            IsRefused(RefusalKind.Unauthenticated, "auth.invalid_two_factor_code"));

        Assert.That(user.RecoveryCodeHashes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Only_both_factors_forgive_the_address()
    {
        var world = new World();
        world.WithTwoFactors();

        await LogInAsync(world, code: "100");

        Assert.That(world.Forgiven, Is.EqualTo(new[] { "sign-in ada@example.com" }));
    }

    [Test]
    public async Task Without_two_factors_a_code_is_not_looked_at()
    {
        var world = new World();
        world.Confirmed();

        await LogInAsync(world, code: "wrong");

        world.Totp.Verify(totp => totp.FindStep(It.IsAny<string>(), It.IsAny<string>()), Times.Never);
    }

    private static Task<TokenPair> LogInAsync(
        World world, string password = World.Password, string? code = null, string? recoveryCode = null) =>
        new LoginHandler(world.Users.Object, world.Gate, world.SessionTokens)
            .Handle(new Login("ada@example.com", password, code, recoveryCode), CancellationToken.None);
}
