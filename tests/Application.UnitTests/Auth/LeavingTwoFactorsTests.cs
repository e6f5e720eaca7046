using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class LeavingTwoFactorsTests
{
    [TestCase("wrong", "100", "auth.invalid_credentials")]
    [TestCase(World.Password, "wrong", "auth.invalid_two_factor_code")]
    public async Task Switching_off_takes_both_factors(string password, string code, string refusal)
    {
        var world = new World();
        var user = world.WithTwoFactors();
        world.SignedIn(user);

        await Assert.ThatAsync(() => DisableAsync(world, password, code), IsRefused(RefusalKind.Invalid, refusal));

        Assert.That(user.TwoFactorEnabled, Is.True);
    }

    [Test]
    public async Task With_both_factors_it_is_off()
    {
        var world = new World();
        var user = world.WithTwoFactors();
        world.SignedIn(user);

        await DisableAsync(world, World.Password, "100");

        Assert.That(user.TwoFactorEnabled, Is.False);
    }

    [Test]
    public async Task Without_the_authenticator_a_recovery_code_switches_it_off()
    {
        var world = new World();
        var user = world.WithTwoFactors("ABCD-EFGH-JKLM-NPQR");
        world.SignedIn(user);

        await DisableAsync(world, World.Password, "abcd efgh jklm npqr");

        Assert.That(user.TwoFactorEnabled, Is.False);
    }

    [Test]
    public async Task What_is_off_cannot_be_switched_off()
    {
        var world = new World();
        SignedIn(world);

        await Assert.ThatAsync(() => DisableAsync(world, World.Password, "100"), BreaksRule("auth.two_factor_not_enabled"));
    }

    [Test]
    public async Task New_recovery_codes_take_the_password_and_kill_the_old_ones()
    {
        var world = new World();
        var user = world.WithTwoFactors("ABCD-EFGH-JKLM-NPQR");
        world.SignedIn(user);

        var codes = (await ReplaceAsync(world, World.Password)).RecoveryCodes;

        Assert.That(user.RecoveryCodeHashes, Is.EqualTo(codes.Select(SecretToken.HashOfRecoveryCode)));
    }

    [Test]
    public async Task A_wrong_password_keeps_the_old_recovery_codes()
    {
        var world = new World();
        var user = world.WithTwoFactors("ABCD-EFGH-JKLM-NPQR");
        world.SignedIn(user);

        await Assert.ThatAsync(() => ReplaceAsync(world, "wrong"), IsRefused(RefusalKind.Invalid, "auth.invalid_credentials"));

        Assert.That(user.RecoveryCodeHashes, Has.Count.EqualTo(1));
    }

    private static User SignedIn(World world)
    {
        var user = world.Confirmed();
        world.SignedIn(user);
        return user;
    }

    private static Task<Unit> DisableAsync(World world, string password, string code) =>
        new DisableTwoFactorHandler(world.Current).Handle(new DisableTwoFactor(password, code), CancellationToken.None);

    private static Task<RecoveryCodesDto> ReplaceAsync(World world, string password) =>
        new ReplaceRecoveryCodesHandler(world.Current).Handle(new ReplaceRecoveryCodes(password), CancellationToken.None);
}
