using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Users.People;

namespace MySaas.Domain.UnitTests.Users;

public sealed class UserLifecycleTests
{
    private static readonly DateTimeOffset NextMonday = Monday.AddDays(7);

    [Test]
    public void Disabling_twice_happens_once_and_keeps_the_first_time()
    {
        var user = Confirmed();

        user.Disable(Monday);
        user.Disable(NextMonday);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.DisabledAt, Is.EqualTo(Monday));
            Assert.That(user.Events, Is.EqualTo(new[] { new UserDisabled(user.Id) }));
        }
    }

    [Test]
    public void Enabling_somebody_who_is_not_disabled_changes_nothing()
    {
        var user = Confirmed();

        user.Enable();

        Assert.That(user.Events, Is.Empty);
    }

    [Test]
    public void Enabling_twice_happens_once()
    {
        var user = Confirmed();
        user.Disable(Monday);

        user.Enable();
        user.Enable();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.DisabledAt, Is.Null);
            Assert.That(user.Events, Is.EqualTo(new UserEvent[] { new UserDisabled(user.Id), new UserEnabled(user.Id) }));
        }
    }

    [Test]
    public void A_deletion_waits_for_its_time()
    {
        var user = Confirmed();

        user.RequestDeletion(NextMonday);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.ErasesAt, Is.EqualTo(NextMonday));
            Assert.That(user.Events, Is.EqualTo(new[] { new AccountDeletionRequested(user.Id, NextMonday) }));
        }
    }

    [Test]
    public void A_deletion_can_be_taken_back()
    {
        var user = Confirmed();
        user.RequestDeletion(NextMonday);
        user.TakeEvents();

        var taken = user.CancelDeletion();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken, Is.True);
            Assert.That(user.ErasesAt, Is.Null);
            Assert.That(user.Events, Is.EqualTo(new[] { new AccountDeletionCancelled(user.Id) }));
        }
    }

    [Test]
    public void Without_a_deletion_there_is_nothing_to_take_back()
    {
        var user = Confirmed();

        var taken = user.CancelDeletion();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken, Is.False);
            Assert.That(user.Events, Is.Empty);
        }
    }

    [Test]
    public void A_deletion_that_is_asked_for_again_has_the_later_time()
    {
        var user = Confirmed();
        user.RequestDeletion(Monday);
        user.CancelDeletion();

        user.RequestDeletion(NextMonday);

        Assert.That(user.ErasesAt, Is.EqualTo(NextMonday));
    }

    [Test]
    public void Erasing_leaves_a_last_event()
    {
        var user = Confirmed();

        user.Erase();

        Assert.That(user.Events, Is.EqualTo(new[] { new AccountErased(user.Id) }));
    }
}
