using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class TwoFactorTests
{
    [Test]
    public async Task Setting_up_stores_the_key_protected_and_shows_it_to_its_owner()
    {
        var world = new World();
        var user = SignedIn(world);
        world.Totp.Setup(totp => totp.CreateKey(user.Email)).Returns(new AuthenticatorSetup("SHARED", "otpauth://x", "<svg/>", "sealed"));

        var setup = await new SetUpTwoFactorHandler(world.Current, world.Totp.Object).Handle(new SetUpTwoFactor(), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup, Is.EqualTo(new TwoFactorSetupDto("SHARED", "otpauth://x", "<svg/>")));
            Assert.That(user.AuthenticatorKey, Is.EqualTo("sealed"));
            Assert.That(user.TwoFactorEnabled, Is.False);
        }
    }

    [Test]
    public async Task A_first_code_puts_it_in_force_and_brings_ten_recovery_codes_of_which_only_hashes_stay()
    {
        var world = new World();
        var user = SignedIn(world);
        user.SetUpTwoFactor("key");

        var codes = (await EnableAsync(world, "100")).RecoveryCodes;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.TwoFactorEnabled, Is.True);
            Assert.That(codes, Has.Count.EqualTo(10).And.Unique);
            Assert.That(user.RecoveryCodeHashes, Is.EqualTo(codes.Select(SecretToken.HashOfRecoveryCode)));
        }
    }

    [Test]
    public async Task The_code_that_put_it_in_force_is_used_up()
    {
        var world = new World();
        var user = SignedIn(world);
        user.SetUpTwoFactor("key");
        await EnableAsync(world, "100");

        await Assert.ThatAsync(
            () => world.Current.VerifyCodeAsync(user, "100", CancellationToken.None),
            IsRefused(RefusalKind.Invalid, "auth.invalid_two_factor_code"));
    }

    [Test]
    public async Task A_wrong_code_is_400_counted_and_puts_nothing_in_force()
    {
        var world = new World();
        var user = SignedIn(world);
        user.SetUpTwoFactor("key");

        await Assert.ThatAsync(() => EnableAsync(world, "wrong"), IsRefused(RefusalKind.Invalid, "auth.invalid_two_factor_code"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.TwoFactorEnabled, Is.False);
            Assert.That(world.Counted, Does.Contain("sign-in ada@example.com"));
        }
    }

    [Test]
    public async Task Without_an_authenticator_no_code_is_looked_at()
    {
        var world = new World();
        SignedIn(world);

        await Assert.ThatAsync(() => EnableAsync(world, "100"), BreaksRule("auth.two_factor_not_set_up"));

        Assert.That(world.Counted, Is.Empty);
    }

    [Test]
    public async Task A_key_under_an_older_protection_is_protected_anew_when_its_code_is_taken()
    {
        var world = new World();
        var user = world.WithTwoFactors();
        world.Totp.Setup(totp => totp.Renew("key")).Returns("key under the new protection");

        await world.Gate.VerifyTwoFactorAsync(user, "100", null, CancellationToken.None);

        Assert.That(user.AuthenticatorKey, Is.EqualTo("key under the new protection"));
    }

    private static User SignedIn(World world)
    {
        var user = world.Confirmed();
        world.SignedIn(user);
        return user;
    }

    private static Task<RecoveryCodesDto> EnableAsync(World world, string code) =>
        new EnableTwoFactorHandler(world.Current).Handle(new EnableTwoFactor(code), CancellationToken.None);
}
