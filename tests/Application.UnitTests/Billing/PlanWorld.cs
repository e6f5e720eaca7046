using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>An organization on a plan, with ports for what it uses.</summary>
internal sealed class PlanWorld
{
    private static readonly PlanPrice Monthly = new(BillingInterval.Month, 1200, "usd", "pro_month");

    public PlanWorld(string plan = "free", Access access = Access.Full)
    {
        Standings.Setup(standings => standings.GetAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new Standing(plan, access));
        Usage = new Usage(Entitlements, AtCommit.Object, Clock);
        Seats = new Seats(Entitlements, AtCommit.Object);
    }

    public Mock<IStandingReads> Standings { get; } = new();
    public Mock<IUsageReads> Reads { get; } = new();
    public Mock<IUsageAtCommit> AtCommit { get; } = new(MockBehavior.Strict);
    public Mock<ILogger<Entitlements>> Log { get; } = new();
    public FakeTimeProvider Clock { get; } = new(World.Monday);

    public Usage Usage { get; }
    public Seats Seats { get; }

    public Entitlements Entitlements
    {
        get
        {
            Log.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
            var plans = new PlanCatalog(
            [
                new Plan("free", "Free", "", [], new PlanLimits(3, 1000, 100), ["apiKeys"], TrialDays: 0),
                new Plan("pro", "Pro", "", [Monthly], new PlanLimits(20, null, 10_000), ["apiKeys", "auditLogExport"], TrialDays: 0),
            ]);
            return new Entitlements(Standings.Object, Reads.Object, plans, new Tenant(), Clock, Log.Object);
        }
    }

    public PlanWorld WithMembers(long members)
    {
        Reads.Setup(reads => reads.CountMembersAsync(It.IsAny<CancellationToken>())).ReturnsAsync(members);
        return this;
    }

    public PlanWorld WithCount<TLimit>(long used) where TLimit : ICountedLimit
    {
        var (limit, period) = (TLimit.Name, TLimit.PeriodAt(Clock.GetUtcNow()));
        Reads.Setup(reads => reads.FindCountAsync(limit, period, It.IsAny<CancellationToken>())).ReturnsAsync(used);
        return this;
    }
}
