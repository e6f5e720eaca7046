using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;
using Quartz;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>What Quartz holds after the plan: in its tables, which our migrations made, or in memory.</summary>
internal sealed class JobPlanTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly TriggerKey Sweep = new("outbox-sweep");

    [Test]
    public async Task Every_job_of_the_catalogue_is_planned()
    {
        await using var planned = await Planned.ByAsync(Database);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await planned.NamesAsync(), Is.EquivalentTo(JobCatalog.All.Select(job => job.Name)));
            Assert.That(await planned.TriggerAsync(Sweep), Has.Property("MisfireInstruction").EqualTo(CronTriggerMisfireInstruction.DoNothing));
            Assert.That(await planned.TriggerAsync(new("done-messages")), Has.Property("MisfireInstruction").EqualTo(CronTriggerMisfireInstruction.FireAndProceed));
        }
    }

    [Test]
    public async Task A_job_that_is_switched_off_is_taken_out_of_the_plan()
    {
        await using var before = await Planned.ByAsync(Database);

        await before.AgainAsync(("Jobs:Schedules:outbox-sweep:Enabled", "false"));

        Assert.That(await before.NamesAsync(), Does.Not.Contain("outbox-sweep").And.Contain("done-messages"));
    }

    [Test]
    public async Task A_changed_schedule_replaces_the_planned_one()
    {
        await using var planned = await Planned.ByAsync(Database);

        await planned.AgainAsync(("Jobs:Schedules:outbox-sweep:Cron", "0 0 9 * * ?"), ("Jobs:Schedules:outbox-sweep:TimeZone", "Asia/Tokyo"));

        var trigger = await planned.TriggerAsync(Sweep);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trigger!.CronExpressionString, Is.EqualTo("0 0 9 * * ?"));
            Assert.That(trigger.NextFireTimeUtc, Is.EqualTo(Node.Monday.AddDays(1).AddHours(-8)), "9 o'clock in Tokyo is midnight in UTC");
        }
    }

    [Test]
    public async Task A_restart_keeps_the_run_that_is_owed()
    {
        await using var planned = await Planned.ByAsync(Database);
        var owed = (await planned.TriggerAsync(Sweep))!.NextFireTimeUtc;

        planned.Clock.Advance(TimeSpan.FromDays(1));
        await planned.AgainAsync();

        Assert.That((await planned.TriggerAsync(Sweep))!.NextFireTimeUtc, Is.EqualTo(owed));
    }

    [Test]
    public async Task A_job_of_another_release_is_taken_out_of_the_plan()
    {
        await using var planned = await Planned.ByAsync(Database);
        await planned.Scheduler.AddJob(JobBuilder.Create<ScheduledJob>().WithIdentity("former-job").StoreDurably(true).Build(), default, CancellationToken.None);

        await planned.AgainAsync();

        Assert.That(await planned.NamesAsync(), Does.Not.Contain("former-job"));
    }
}
