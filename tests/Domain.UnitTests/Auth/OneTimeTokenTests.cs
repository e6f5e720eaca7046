using MySaas.Domain.Auth;

namespace MySaas.Domain.UnitTests.Auth;

public sealed class OneTimeTokenTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Test]
    public void It_is_issued_to_a_person_for_one_purpose_and_one_address()
    {
        var person = Guid.CreateVersion7(Monday);

        var token = OneTimeToken.Issue(person, TokenPurpose.ChangeEmail, "hash", "ada@example.com", Monday, Hour);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.UserId, Is.EqualTo(person));
            Assert.That(token.Purpose, Is.EqualTo(TokenPurpose.ChangeEmail));
            Assert.That(token.Email, Is.EqualTo("ada@example.com"));
            Assert.That(token.CreatedAt, Is.EqualTo(Monday));
        }
    }

    [Test]
    public void It_works_until_it_expires_to_the_tick()
    {
        var token = Issued();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.Matches("hash", Monday), Is.True);
            Assert.That(token.Matches("hash", Monday + Hour - TimeSpan.FromTicks(1)), Is.True);
            Assert.That(token.Matches("hash", Monday + Hour), Is.False);
        }
    }

    [TestCase("another")]
    [TestCase("HASH")]
    [TestCase("")]
    public void Another_token_does_not_match(string hash) => Assert.That(Issued().Matches(hash, Monday), Is.False);

    [Test]
    public void A_newer_token_kills_the_older_one()
    {
        var token = Issued();

        token.Replace("newer hash", "ada@example.org", Monday.AddMinutes(5), Hour);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.Matches("hash", Monday.AddMinutes(5)), Is.False);
            Assert.That(token.Matches("newer hash", Monday.AddMinutes(5)), Is.True);
            Assert.That(token.Email, Is.EqualTo("ada@example.org"));
        }
    }

    [Test]
    public void A_newer_token_has_its_own_age()
    {
        var token = Issued();
        var later = Monday.AddDays(1);

        token.Replace("newer hash", "ada@example.com", later, Hour);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.Matches("newer hash", later + Hour - TimeSpan.FromTicks(1)), Is.True);
            Assert.That(token.Matches("newer hash", later + Hour), Is.False);
        }
    }

    private static OneTimeToken Issued() =>
        OneTimeToken.Issue(Guid.CreateVersion7(Monday), TokenPurpose.ResetPassword, "hash", "ada@example.com", Monday, Hour);
}
