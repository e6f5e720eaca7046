using MySaas.Domain.Auth;
using MySaas.Domain.Common;

namespace MySaas.Domain.UnitTests.Auth;

public sealed class SessionEndTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);
    private static readonly Guid Ada = Guid.CreateVersion7(Monday);

    [Test]
    public void Ending_it_twice_happens_once()
    {
        var session = Started();

        session.Revoke(Monday);
        session.Revoke(Monday.AddHours(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.RevokedAt, Is.EqualTo(Monday));
            Assert.That(session.IsLive(Monday), Is.False);
            Assert.That(session.Events, Is.EqualTo(new[] { new SessionRevoked(session.Id, Ada) }));
        }
    }

    [Test]
    public void A_theft_is_reported_once_however_often_the_token_comes_back()
    {
        var session = Started();

        session.RevokeAsStolen(Monday);
        session.RevokeAsStolen(Monday.AddHours(1));
        session.Revoke(Monday.AddHours(2));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.RevokedAt, Is.EqualTo(Monday));
            Assert.That(session.Events, Is.EqualTo(new IDomainEvent[] { new RefreshTokenReused(session.Id, Ada) }));
        }
    }

    [Test]
    public void A_session_that_its_owner_has_ended_is_not_stolen_any_more()
    {
        var session = Started();
        session.Revoke(Monday);
        session.TakeEvents();

        session.RevokeAsStolen(Monday.AddHours(1));

        Assert.That(session.Events, Is.Empty);
    }

    private static Session Started()
    {
        var session = Session.Start(Ada, "203.0.113.9", "Firefox", Monday, Fortnight);
        session.TakeEvents();
        return session;
    }
}
