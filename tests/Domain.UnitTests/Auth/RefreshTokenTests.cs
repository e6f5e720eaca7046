using FsCheck;
using FsCheck.Fluent;
using MySaas.Domain.Auth;

namespace MySaas.Domain.UnitTests.Auth;

public sealed class RefreshTokenTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Test]
    public void It_is_issued_for_a_session_and_ages()
    {
        var session = Guid.CreateVersion7(Monday);

        var token = RefreshToken.Issue(session, "hash", Monday, TimeSpan.FromDays(14));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.SessionId, Is.EqualTo(session));
            Assert.That(token.Hash, Is.EqualTo("hash"));
            Assert.That(token.RotatedAt, Is.Null);
            Assert.That(token.IsExpired(Monday.AddDays(14).AddTicks(-1)), Is.False);
            Assert.That(token.IsExpired(Monday.AddDays(14)), Is.True);
        }
    }

    [Test]
    public void The_first_rotation_is_remembered()
    {
        var token = Issued();

        var rotated = token.TryRotate(Monday.AddHours(1), Grace);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rotated, Is.True);
            Assert.That(token.RotatedAt, Is.EqualTo(Monday.AddHours(1)));
        }
    }

    [Test]
    public void The_grace_ends_to_the_tick()
    {
        var token = Issued();
        token.TryRotate(Monday, Grace);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.TryRotate(Monday + Grace, Grace), Is.True);
            Assert.That(token.TryRotate(Monday + Grace + TimeSpan.FromTicks(1), Grace), Is.False);
        }
    }

    [Test]
    public void Using_it_within_the_grace_does_not_prolong_the_grace()
    {
        var token = Issued();
        token.TryRotate(Monday, Grace);

        token.TryRotate(Monday + Grace, Grace);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.RotatedAt, Is.EqualTo(Monday));
            Assert.That(token.TryRotate(Monday + Grace + Grace, Grace), Is.False);
        }
    }

    [Test]
    public void Without_a_grace_only_the_same_moment_counts_as_parallel()
    {
        var token = Issued();
        token.TryRotate(Monday, TimeSpan.Zero);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.TryRotate(Monday, TimeSpan.Zero), Is.True);
            Assert.That(token.TryRotate(Monday.AddTicks(1), TimeSpan.Zero), Is.False);
        }
    }

    /// <summary>Waits between uses and the grace are in milliseconds, so that many uses fall just before and after the boundary.</summary>
    [Test]
    public void Within_the_grace_it_always_works_and_after_it_never_again()
    {
        var uses = Gen.Zip(Gen.Choose(0, 40), Gen.Choose(0, 20).ListOf()).ToArbitrary();

        Prop.ForAll(uses, use =>
        {
            var (grace, waits) = (TimeSpan.FromMilliseconds(use.Item1), use.Item2);
            var token = Issued();
            token.TryRotate(Monday, grace);
            var now = Monday;
            return waits.All(wait =>
            {
                now += TimeSpan.FromMilliseconds(wait);
                return token.TryRotate(now, grace) == (now - Monday <= grace);
            });
        }).QuickCheckThrowOnFailure();
    }

    private static RefreshToken Issued() =>
        RefreshToken.Issue(Guid.CreateVersion7(Monday), "hash", Monday, TimeSpan.FromDays(14));
}
