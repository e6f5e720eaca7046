using MySaas.Domain.Auditing;

namespace MySaas.Domain.UnitTests.Auditing;

public sealed class AuditEntryTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void An_entry_says_who_did_what_to_what_and_from_where()
    {
        var (actor, subject) = (Guid.CreateVersion7(Monday), Guid.CreateVersion7(Monday));

        var entry = new AuditEntry(
            Monday, new AuditSource(actor, ImpersonatorId: null, "203.0.113.9", "req-1"), "auth.password_changed", subject, organizationId: null, "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.At, Is.EqualTo(Monday));
            Assert.That(entry.ActorId, Is.EqualTo(actor));
            Assert.That(entry.Action, Is.EqualTo("auth.password_changed"));
            Assert.That(entry.SubjectId, Is.EqualTo(subject));
            Assert.That(entry.Data, Is.EqualTo("{}"));
            Assert.That(entry.IpAddress, Is.EqualTo("203.0.113.9"));
            Assert.That(entry.RequestId, Is.EqualTo("req-1"));
        }
    }

    [Test]
    public void Entries_sort_by_time_so_that_the_newest_can_be_read_by_key()
    {
        var earlier = At(Monday);
        var later = At(Monday.AddMilliseconds(1));

        Assert.That(later.Id, Is.GreaterThan(earlier.Id));
    }

    [Test]
    public void Nothing_of_an_entry_can_be_changed() =>
        Assert.That(
            typeof(AuditEntry).GetProperties().Where(property => property.SetMethod is { IsPublic: true }),
            Is.Empty);

    private static AuditEntry At(DateTimeOffset time) => new(
        time, new AuditSource(null, null, null, null), "auth.signed_in", Guid.CreateVersion7(time), organizationId: null, data: null);
}
