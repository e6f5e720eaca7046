using MySaas.Domain.Billing;

namespace MySaas.Domain.UnitTests.Billing;

public sealed class UsageRecordTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void It_is_reported_once()
    {
        var record = UsageRecord.Of(Guid.CreateVersion7(Monday), "api_calls", 3, Monday);

        record.NoteReported(Monday.AddMinutes(1));
        record.NoteReported(Monday.AddMinutes(2));

        Assert.That((record.UsedAt, record.ReportedAt), Is.EqualTo((Monday, Monday.AddMinutes(1))));
    }

    [TestCase("", 1)]
    [TestCase("api_calls", 0)]
    [TestCase("api_calls", -1)]
    public void Nothing_is_no_use(string meter, long quantity) =>
        Assert.That(() => UsageRecord.Of(Guid.CreateVersion7(Monday), meter, quantity, Monday), Throws.InstanceOf<ArgumentException>());
}
