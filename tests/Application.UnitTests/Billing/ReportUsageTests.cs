using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>What is used is recorded with the use, and told to the provider afterwards, once.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReportUsageTests
{
    private readonly Market _market = new();
    private readonly Mock<IUsageRecordRepository> _records = new();
    private UsageRecord? _record;

    public ReportUsageTests()
    {
        _records.Setup(records => records.Add(It.IsAny<UsageRecord>())).Callback<UsageRecord>(added => _record = added);
        _records.Setup(records => records.FindAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => _record);
        _market.Provider.Setup(provider => provider.ReportUsageAsync(It.IsAny<MeteredUse>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask);
        var tenant = new Tenant();
        tenant.Enter(_market.Organization.Id);
        new MeteredUsage(_records.Object, _market.World.Outbox.Object, tenant, _market.World.Clock).Record("api_calls", 3);
    }

    [Test]
    public void A_use_is_a_record_and_a_message() =>
        Assert.That(_market.World.Sent.Single().Message, Is.EqualTo(new ReportUsage(_market.Organization.Id, _record!.Id)));

    [Test]
    public async Task The_provider_is_told_once_under_the_records_id()
    {
        _market.Having(Market.Active(Market.Pro));

        await ReportAsync();
        await ReportAsync();

        _market.Provider.Verify(
            provider => provider.ReportUsageAsync(
                new MeteredUse(_record!.Id, "cus_1", "api_calls", 3, World.Monday), It.IsAny<string>(), It.IsAny<CancellationToken>()),
            Times.Once);
        Assert.That(_record!.ReportedAt, Is.EqualTo(World.Monday));
    }

    [Test]
    public async Task Who_is_no_customer_pays_for_no_amounts()
    {
        await ReportAsync();

        _market.Provider.VerifyNoOtherCalls();
        Assert.That(_record!.ReportedAt, Is.Null);
    }

    private Task ReportAsync() => new ReportUsageHandler(_records.Object, _market.Subscriptions.Object, _market.Provider.Object, _market.World.Clock)
        .HandleAsync(new ReportUsage(_market.Organization.Id, _record!.Id), World.Context, CancellationToken.None);
}
