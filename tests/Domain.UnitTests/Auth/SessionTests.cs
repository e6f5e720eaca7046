using MySaas.Domain.Auth;

namespace MySaas.Domain.UnitTests.Auth;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);
    private static readonly Guid Ada = Guid.CreateVersion7(Monday);

    [Test]
    public void A_sign_in_is_an_event_of_the_session()
    {
        var session = Session.Start(Ada, "203.0.113.9", "Firefox", Monday, Fortnight);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.UserId, Is.EqualTo(Ada));
            Assert.That(session.IpAddress, Is.EqualTo("203.0.113.9"));
            Assert.That(session.UserAgent, Is.EqualTo("Firefox"));
            Assert.That(session.CreatedAt, Is.EqualTo(Monday));
            Assert.That(session.LastSeenAt, Is.EqualTo(Monday));
            Assert.That(session.Events, Is.EqualTo(new[] { new SignedIn(session.Id, Ada) }));
        }
    }

    [Test]
    public void It_lives_as_long_as_its_tokens()
    {
        var session = Started();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.IsLive(Monday), Is.True);
            Assert.That(session.IsLive(session.ExpiresAt.AddTicks(-1)), Is.True);
            Assert.That(session.IsLive(session.ExpiresAt), Is.False);
        }
    }

    /// <summary>Who ends all living sessions of a person must not miss one whose youngest token still works.</summary>
    [TestCase(0)]
    [TestCase(30)]
    [TestCase(59.999)]
    [TestCase(60)]
    [TestCase(119)]
    public void It_outlives_a_token_that_it_hands_out(double seconds)
    {
        var session = Started();
        var visit = Monday.AddSeconds(seconds);

        session.Touch("203.0.113.9", "Firefox", visit, Fortnight);
        var token = RefreshToken.Issue(session.Id, "hash", visit, Fortnight);

        Assert.That(session.IsLive(token.ExpiresAt.AddTicks(-1)), Is.True);
    }

    [Test]
    public void A_visit_within_the_minute_is_not_written_so_that_parallel_refreshes_do_not_collide()
    {
        var session = Started();

        session.Touch("198.51.100.7", "Chrome", Monday + Session.LastSeenGranularity - TimeSpan.FromTicks(1), Fortnight);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.LastSeenAt, Is.EqualTo(Monday));
            Assert.That(session.IpAddress, Is.EqualTo("203.0.113.9"));
        }
    }

    [Test]
    public void A_visit_a_minute_later_is_kept_and_prolongs_the_session()
    {
        var session = Started();
        var visit = Monday + Session.LastSeenGranularity;

        session.Touch("198.51.100.7", "Chrome", visit, Fortnight);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.LastSeenAt, Is.EqualTo(visit));
            Assert.That(session.IpAddress, Is.EqualTo("198.51.100.7"));
            Assert.That(session.UserAgent, Is.EqualTo("Chrome"));
            Assert.That(session.CreatedAt, Is.EqualTo(Monday));
            Assert.That(session.IsLive(visit + Fortnight - TimeSpan.FromTicks(1)), Is.True);
        }
    }

    [Test]
    public void A_clock_that_goes_back_does_not_move_the_last_visit()
    {
        var session = Started();

        session.Touch("198.51.100.7", "Chrome", Monday.AddHours(-1), Fortnight);

        Assert.That(session.LastSeenAt, Is.EqualTo(Monday));
    }

    [TestCase(256, 256)]
    [TestCase(257, 256)]
    [TestCase(10_000, 256)]
    [TestCase(3, 3)]
    public void A_long_user_agent_is_cut(int length, int kept)
    {
        var session = Session.Start(Ada, null, new string('x', length), Monday, Fortnight);

        Assert.That(session.UserAgent, Has.Length.EqualTo(kept));
    }

    [Test]
    public void A_long_user_agent_is_not_cut_through_an_emoji()
    {
        var session = Session.Start(Ada, null, new string('x', Session.MaxUserAgentLength - 1) + "\U0001f33b", Monday, Fortnight);

        Assert.That(session.UserAgent, Is.EqualTo(new string('x', Session.MaxUserAgentLength - 1)));
    }

    [Test]
    public void A_client_that_tells_nothing_about_itself_is_welcome()
    {
        var session = Session.Start(Ada, null, null, Monday, Fortnight);

        Assert.That((session.IpAddress, session.UserAgent), Is.EqualTo(((string?)null, (string?)null)));
    }

    private static Session Started()
    {
        var session = Session.Start(Ada, "203.0.113.9", "Firefox", Monday, Fortnight);
        session.TakeEvents();
        return session;
    }
}
