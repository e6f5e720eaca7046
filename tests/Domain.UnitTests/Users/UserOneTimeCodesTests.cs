using FsCheck;
using FsCheck.Fluent;
using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Users.People;

namespace MySaas.Domain.UnitTests.Users;

public sealed class UserOneTimeCodesTests
{
    [Test]
    public void A_recovery_code_works_once_and_leaves_the_others()
    {
        var user = WithTwoFactors("first", "second");

        var answers = new[] { user.TakeRecoveryCode("first"), user.TakeRecoveryCode("first"), user.TakeRecoveryCode("second") };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Is.EqualTo(new[] { true, false, true }));
            Assert.That(user.Events, Is.EqualTo(new[] { new RecoveryCodeUsed(user.Id, Left: 1), new RecoveryCodeUsed(user.Id, Left: 0) }));
        }
    }

    [Test]
    public void An_unknown_recovery_code_uses_nothing_up()
    {
        var user = WithTwoFactors("first");

        var taken = user.TakeRecoveryCode("third");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken, Is.False);
            Assert.That(user.RecoveryCodeHashes, Is.EqualTo(new[] { "first" }));
            Assert.That(user.Events, Is.Empty);
        }
    }

    [Test]
    public void The_codes_of_all_steps_that_can_be_in_use_at_once_work_once_each()
    {
        var user = WithTwoFactors();

        var first = new[] { user.TakeTotpStep(100), user.TakeTotpStep(99), user.TakeTotpStep(101) };
        var again = new[] { user.TakeTotpStep(99), user.TakeTotpStep(100), user.TakeTotpStep(101) };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Has.All.True);
            Assert.That(again, Has.All.False);
        }
    }

    /// <summary>The clock never goes back, and a code is taken from one step before to one after the present one.</summary>
    [Test]
    public void However_the_codes_come_in_none_is_taken_twice()
    {
        var visits = Gen.Zip(Gen.Choose(0, 2), Gen.Choose(-1, 1)).ListOf().ToArbitrary();

        Prop.ForAll(visits, list =>
        {
            var user = WithTwoFactors();
            var taken = new HashSet<long>();
            var now = 100L;
            return list.All(visit =>
            {
                now += visit.Item1;
                var step = now + visit.Item2;
                return user.TakeTotpStep(step) == taken.Add(step);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Only_as_many_steps_are_remembered_as_can_be_in_use()
    {
        var user = WithTwoFactors();

        for (var step = 100; step < 110; step++)
            user.TakeTotpStep(step);

        Assert.That(user.UsedTotpSteps, Is.EqualTo(new long[] { 109, 108, 107 }));
    }
}
