using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Users.People;

namespace MySaas.Domain.UnitTests.Users;

public sealed class UserPasswordTests
{
    [Test]
    public void Changing_the_password_replaces_its_hash()
    {
        var user = Confirmed();

        user.ChangePassword("hash of another");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.PasswordHash, Is.EqualTo("hash of another"));
            Assert.That(user.Events, Is.EqualTo(new[] { new PasswordChanged(user.Id) }));
        }
    }

    [Test]
    public void A_reset_from_the_mailbox_proves_the_mailbox()
    {
        var user = Unconfirmed();

        user.ResetPassword("hash of another");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.PasswordHash, Is.EqualTo("hash of another"));
            Assert.That(user.EmailConfirmed, Is.True);
            Assert.That(user.Events, Is.EqualTo(new UserEvent[] { new EmailConfirmed(user.Id), new PasswordReset(user.Id) }));
        }
    }

    [Test]
    public void A_reset_of_a_confirmed_account_does_not_confirm_it_again()
    {
        var user = Confirmed();

        user.ResetPassword("hash of another");

        Assert.That(user.Events, Is.EqualTo(new[] { new PasswordReset(user.Id) }));
    }

    [Test]
    public void A_reset_keeps_two_factors_on()
    {
        var user = WithTwoFactors("a", "b");

        user.ResetPassword("hash of another");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.TwoFactorEnabled, Is.True);
            Assert.That(user.AuthenticatorKey, Is.EqualTo("key in force"));
            Assert.That(user.RecoveryCodeHashes, Is.EqualTo(new[] { "a", "b" }));
        }
    }

    [Test]
    public void A_stronger_hash_of_the_same_password_is_no_event()
    {
        var user = Confirmed();

        user.UpgradePasswordHash("stronger hash");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.PasswordHash, Is.EqualTo("stronger hash"));
            Assert.That(user.Events, Is.Empty);
        }
    }
}
