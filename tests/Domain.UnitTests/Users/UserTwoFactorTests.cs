using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;
using static MySaas.Domain.UnitTests.Users.People;

namespace MySaas.Domain.UnitTests.Users;

public sealed class UserTwoFactorTests
{
    private static readonly string[] Hashes = ["first", "second"];

    [Test]
    public void The_key_in_force_cannot_be_replaced()
    {
        var user = WithTwoFactors(Hashes);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => user.SetUpTwoFactor("a thief's key"), BreaksRule("auth.two_factor_already_enabled"));
            Assert.That(user.AuthenticatorKey, Is.EqualTo("key in force"));
        }
    }

    [Test]
    public void A_key_under_a_newer_protection_is_the_same_key_to_the_person()
    {
        var user = WithTwoFactors(Hashes);
        user.TakeTotpStep(100);

        user.RenewAuthenticatorKey("key in force, protected anew");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.AuthenticatorKey, Is.EqualTo("key in force, protected anew"));
            Assert.That(user.TakeTotpStep(100), Is.False);
            Assert.That(user.Events, Is.Empty);
        }
    }

    [Test]
    public void Disabling_forgets_the_key_and_the_recovery_codes()
    {
        var user = WithTwoFactors(Hashes);

        user.DisableTwoFactor();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.TwoFactorEnabled, Is.False);
            Assert.That(user.AuthenticatorKey, Is.Null);
            Assert.That(user.RecoveryCodeHashes, Is.Empty);
            Assert.That(user.Events, Is.EqualTo(new[] { new TwoFactorDisabled(user.Id) }));
        }
    }

    [Test]
    public void What_is_off_cannot_be_switched_off()
    {
        var user = Confirmed();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.DisableTwoFactor, BreaksRule("auth.two_factor_not_enabled"));
            Assert.That(user.RequireTwoFactorOn, BreaksRule("auth.two_factor_not_enabled"));
        }
    }

    [Test]
    public void After_switching_off_another_authenticator_can_be_set_up()
    {
        var user = WithTwoFactors(Hashes);
        user.DisableTwoFactor();

        user.SetUpTwoFactor("a new key");
        user.EnableTwoFactor(["third"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.AuthenticatorKey, Is.EqualTo("a new key"));
            Assert.That(user.RecoveryCodeHashes, Is.EqualTo(new[] { "third" }));
        }
    }

    [Test]
    public void New_recovery_codes_kill_the_old_ones()
    {
        var user = WithTwoFactors(Hashes);

        user.ReplaceRecoveryCodes(["third"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.TakeRecoveryCode("first"), Is.False);
            Assert.That(user.TakeRecoveryCode("third"), Is.True);
            Assert.That(user.Events[0], Is.EqualTo(new RecoveryCodesReplaced(user.Id)));
        }
    }

    [Test]
    public void Without_two_factors_there_are_no_recovery_codes_to_replace()
    {
        var user = Confirmed();

        Assert.That(() => user.ReplaceRecoveryCodes(["third"]), BreaksRule("auth.two_factor_not_enabled"));
    }
}
