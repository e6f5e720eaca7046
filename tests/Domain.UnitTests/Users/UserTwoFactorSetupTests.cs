using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;
using static MySaas.Domain.UnitTests.Users.People;

namespace MySaas.Domain.UnitTests.Users;

public sealed class UserTwoFactorSetupTests
{
    private static readonly string[] Hashes = ["first", "second"];

    [Test]
    public void Setting_up_puts_nothing_in_force()
    {
        var user = Confirmed();

        user.SetUpTwoFactor("a key");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.AuthenticatorKey, Is.EqualTo("a key"));
            Assert.That(user.TwoFactorEnabled, Is.False);
            Assert.That(user.Events, Is.Empty);
        }
    }

    [Test]
    public void Setting_up_again_before_enabling_replaces_the_key_and_forgets_the_codes_of_the_old_one()
    {
        var user = Confirmed();
        user.SetUpTwoFactor("a key");
        user.TakeTotpStep(100);

        user.SetUpTwoFactor("another key");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.AuthenticatorKey, Is.EqualTo("another key"));
            Assert.That(user.TakeTotpStep(100), Is.True);
        }
    }

    [Test]
    public void Enabling_without_an_authenticator_is_refused()
    {
        var user = Confirmed();

        Assert.That(() => user.EnableTwoFactor(Hashes), BreaksRule("auth.two_factor_not_set_up"));
    }

    [Test]
    public void Enabling_puts_the_key_and_the_recovery_codes_in_force()
    {
        var user = Confirmed();
        user.SetUpTwoFactor("a key");

        user.EnableTwoFactor(Hashes);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.TwoFactorEnabled, Is.True);
            Assert.That(user.RecoveryCodeHashes, Is.EqualTo(Hashes));
            Assert.That(user.Events, Is.EqualTo(new[] { new TwoFactorEnabled(user.Id) }));
        }
    }

    [Test]
    public void Enabling_twice_is_refused_and_keeps_the_first_recovery_codes()
    {
        var user = WithTwoFactors(Hashes);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => user.EnableTwoFactor(["other"]), BreaksRule("auth.two_factor_already_enabled"));
            Assert.That(user.RequireTwoFactorReady, BreaksRule("auth.two_factor_already_enabled"));
            Assert.That(user.RecoveryCodeHashes, Is.EqualTo(Hashes));
        }
    }
}
