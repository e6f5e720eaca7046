using Microsoft.Extensions.Logging;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Billing;

public sealed class UsageTests
{
    private const int November2026 = (2026 * 12) + 11;

    [Test]
    public async Task Taking_waits_for_the_commit_with_the_plans_limit_and_the_month()
    {
        var world = new PlanWorld();
        world.AtCommit.Setup(commit => commit.Take("storageBytes", 0, 10, 1000L));
        world.AtCommit.Setup(commit => commit.Take("filesPerMonth", November2026, 1, 100L));

        await world.Usage.TakeAsync<StorageBytes>(10, CancellationToken.None);
        await world.Usage.TakeAsync<FilesPerMonth>(1, CancellationToken.None);

        world.AtCommit.VerifyAll();
    }

    [Test]
    public void Giving_back_goes_to_the_month_that_it_was_taken_from()
    {
        var world = new PlanWorld();
        world.AtCommit.Setup(commit => commit.GiveBack("filesPerMonth", November2026 - 1, 1));

        world.Usage.GiveBack<FilesPerMonth>(1, World.Monday.AddMonths(-1));

        world.AtCommit.VerifyAll();
    }

    [Test]
    public async Task While_a_payment_is_missing_nothing_is_taken()
    {
        var world = new PlanWorld("pro", Access.Restricted);

        await Assert.ThatAsync(
            () => world.Usage.TakeAsync<StorageBytes>(1, CancellationToken.None), IsRefused(RefusalKind.PaymentRequired, "billing.payment_required"));
        await Assert.ThatAsync(() => world.Seats.TakeAsync(CancellationToken.None), IsRefused(RefusalKind.PaymentRequired, "billing.payment_required"));
    }

    [TestCase(400, 600)]
    [TestCase(1200, 0, Description = "after a downgrade")]
    public async Task What_is_left_is_the_limit_without_what_is_used(long used, long left) =>
        Assert.That(await new PlanWorld().WithCount<StorageBytes>(used).Usage.LeftAsync<StorageBytes>(CancellationToken.None), Is.EqualTo(left));

    [Test]
    public async Task Without_a_limit_there_is_no_end_of_it() =>
        Assert.That(await new PlanWorld("pro").Usage.LeftAsync<StorageBytes>(CancellationToken.None), Is.Null);

    [Test]
    public async Task Less_than_nothing_is_the_programmers_mistake()
    {
        var usage = new PlanWorld().Usage;

        await Assert.ThatAsync(() => usage.TakeAsync<StorageBytes>(-1, CancellationToken.None), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => usage.GiveBack<StorageBytes>(-1, World.Monday), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_seat_is_taken_with_the_plans_limit()
    {
        var world = new PlanWorld("pro");
        world.AtCommit.Setup(commit => commit.TakeSeat(20));

        await world.Seats.TakeAsync(CancellationToken.None);

        world.AtCommit.VerifyAll();
    }

    [Test]
    public async Task Whoever_pays_for_a_plan_that_is_gone_is_served_as_the_dearest_and_the_operator_is_told()
    {
        var world = new PlanWorld("gold");

        Assert.That((await world.Entitlements.PlanAsync(CancellationToken.None)).Code, Is.EqualTo("pro"));
        Assert.That(world.Log.Invocations.Where(call => call.Method.Name == nameof(ILogger.Log)).Select(call => call.Arguments[0]), Is.EqualTo(new[] { LogLevel.Warning }));
    }
}
