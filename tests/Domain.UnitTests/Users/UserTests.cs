using MySaas.Domain.Common;
using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;
using static MySaas.Domain.UnitTests.Users.People;

namespace MySaas.Domain.UnitTests.Users;

public sealed class UserTests
{
    [Test]
    public void Registering_opens_an_account_that_nobody_has_confirmed()
    {
        var user = User.Register(EmailAddress.Parse("Ada@Example.com"), "Ada Lovelace", "a hash", Monday);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Email, Is.EqualTo("Ada@Example.com"));
            Assert.That(user.NormalizedEmail, Is.EqualTo("ada@example.com"));
            Assert.That(user.DisplayName, Is.EqualTo("Ada Lovelace"));
            Assert.That(user.PasswordHash, Is.EqualTo("a hash"));
            Assert.That(user.CreatedAt, Is.EqualTo(Monday));
            Assert.That(user.EmailConfirmed, Is.False);
            Assert.That(user.TwoFactorEnabled, Is.False);
            Assert.That(user.DisabledAt, Is.Null);
            Assert.That(user.ErasesAt, Is.Null);
            Assert.That(user.Events, Is.EqualTo(new[] { new UserRegistered(user.Id) }));
        }
    }

    [Test]
    public void Ids_sort_by_the_time_of_registration()
    {
        var first = User.Register(EmailAddress.Parse("a@example.com"), "A", null, Monday);
        var second = User.Register(EmailAddress.Parse("b@example.com"), "B", null, Monday.AddMilliseconds(1));

        Assert.That(second.Id, Is.GreaterThan(first.Id));
    }

    [Test]
    public void An_unconfirmed_address_that_is_registered_with_another_password_keeps_neither()
    {
        var user = Unconfirmed();

        user.RegisterAgainWithAnotherPassword();

        Assert.That(user.PasswordHash, Is.Null);
    }

    [Test]
    public void Registering_again_neither_confirms_nor_counts_as_a_registration()
    {
        var user = Unconfirmed();

        user.RegisterAgainWithAnotherPassword();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.EmailConfirmed, Is.False);
            Assert.That(user.Events, Is.Empty);
        }
    }

    [Test]
    public void A_confirmed_account_does_not_lose_its_password_to_a_registration()
    {
        var user = Confirmed();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.RegisterAgainWithAnotherPassword, BreaksRule("users.already_registered"));
            Assert.That(user.PasswordHash, Is.Not.Null);
        }
    }

    [Test]
    public void Confirming_twice_happens_once()
    {
        var user = Unconfirmed();

        user.ConfirmEmail();
        user.ConfirmEmail();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.EmailConfirmed, Is.True);
            Assert.That(user.Events, Is.EqualTo(new[] { new EmailConfirmed(user.Id) }));
        }
    }

    [Test]
    public void Confirming_leaves_the_password_alone()
    {
        var user = Unconfirmed(passwordHash: null);

        user.ConfirmEmail();

        Assert.That(user.PasswordHash, Is.Null);
    }

    [Test]
    public void A_new_address_is_kept_as_typed_and_compared_without_case()
    {
        var user = Confirmed();

        user.ChangeEmail(EmailAddress.Parse("Countess@Lovelace.example"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Email, Is.EqualTo("Countess@Lovelace.example"));
            Assert.That(user.NormalizedEmail, Is.EqualTo("countess@lovelace.example"));
            Assert.That(user.Events, Is.EqualTo(new[] { new EmailChanged(user.Id) }));
        }
    }

    [Test]
    public void Renaming_to_the_same_name_is_no_event()
    {
        var user = Confirmed();

        user.Rename("Ada Lovelace");

        Assert.That(user.Events, Is.Empty);
    }

    [Test]
    public void Renaming_to_another_name_is_one()
    {
        var user = Confirmed();

        user.Rename("Ada King");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.DisplayName, Is.EqualTo("Ada King"));
            Assert.That(user.Events, Is.EqualTo(new[] { new UserRenamed(user.Id) }));
        }
    }

    [Test]
    public void Events_of_consequence_name_the_person_as_their_subject()
    {
        var user = Unconfirmed();

        user.ConfirmEmail();

        Assert.That(user.Events.Single(), Is.InstanceOf<IAudited>()
            .With.Property(nameof(IAudited.SubjectId)).EqualTo(user.Id)
            .And.Property(nameof(IAudited.Action)).EqualTo("users.email_confirmed"));
    }
}
