using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using Quartz;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>When jobs run: the catalogue, and what the settings say otherwise.</summary>
internal sealed class JobScheduleTests
{
    private static IEnumerable<Job> Jobs => JobCatalog.All;

    [TestCaseSource(nameof(Jobs))]
    public void A_job_has_a_name_for_urls_and_a_schedule_that_comes_up_again(Job job)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.Name, Does.Match("^[a-z]+(-[a-z]+)*$").And.Length.LessThanOrEqualTo(100));
            Assert.That(new CronExpression(job.Cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(Node.Monday), Is.Not.Null);
            Assert.That(job.Steps, Is.Not.Empty);
        }
    }

    [Test]
    public void Names_are_unique_and_no_two_jobs_crowd_at_the_same_second()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JobCatalog.All.Select(job => job.Name), Is.Unique);
            Assert.That(JobCatalog.All.Select(job => job.Cron), Is.Unique);
        }
    }

    [Test]
    public void Without_settings_a_job_runs_by_the_catalogue_in_UTC() =>
        Assert.That(Of("done-messages"), Is.EqualTo(new JobSchedule("40 27 2 * * ?", "UTC", true, new DateTimeOffset(2026, 3, 3, 2, 27, 40, TimeSpan.Zero))));

    [Test]
    public void A_job_runs_by_the_clock_of_its_time_zone() =>
        Assert.That(
            Of("done-messages", ("Jobs:Schedules:done-messages:Cron", "0 30 9 * * ?"), ("Jobs:Schedules:done-messages:TimeZone", "America/New_York")),
            Is.EqualTo(new JobSchedule("0 30 9 * * ?", "America/New_York", true, new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero))));

    [Test]
    public void A_job_that_is_off_has_no_next_run()
    {
        var schedule = Of("done-messages", ("Jobs:Schedules:done-messages:Enabled", "false"));

        Assert.That((schedule.Enabled, schedule.NextRunAt), Is.EqualTo((false, (DateTimeOffset?)null)));
    }

    [TestCase("done_messages")]
    [TestCase("DONE-MESSAGES")]
    public void The_name_may_be_written_as_a_shell_can(string name) =>
        Assert.That(Of("done-messages", ($"Jobs:Schedules:{name}:Cron", "0 0 5 * * ?")).Cron, Is.EqualTo("0 0 5 * * ?"));

    [Test]
    public void All_faults_are_told_at_once_and_none_tells_a_value()
    {
        var faults = FaultsOf(
            ("Jobs:Schedules:no-such-job:Cron", "0 0 5 * * ?"),
            ("Jobs:Schedules:done-messages:Cron", "every-blue-moon"),
            ("Jobs:Schedules:outbox-sweep:TimeZone", "Europe/Atlantis"),
            ("Jobs:DoneMessageRetention", "00:00:01"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults.Select(fault => fault.Key), Is.EquivalentTo(new[] { "Jobs:DoneMessageRetention",
                "Jobs:Schedules:no-such-job", "Jobs:Schedules:done-messages:Cron", "Jobs:Schedules:outbox-sweep:TimeZone" }));
            Assert.That(faults.Select(fault => fault.Message), Has.None.Contains("blue-moon").And.None.Contains("Atlantis"));
            Assert.That(faults.Single(fault => fault.Key.EndsWith("no-such-job", StringComparison.Ordinal)).Message, Does.Contain("outbox-sweep"));
        }
    }

    [TestCase("perhaps")]
    [TestCase("")]
    public void A_switch_that_is_none_is_a_fault(string enabled) =>
        Assert.That(
            FaultsOf(("Jobs:Schedules:outbox-sweep:Enabled", enabled)).Select(fault => fault.Key),
            Is.EqualTo(new[] { "Jobs:Schedules:outbox-sweep:Enabled" }));

    private static JobSchedule Of(string job, params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddInfrastructure(new SettingsReader(TestSettings.With(settings), TestSettings.Development));
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Node.Monday));
        using var node = services.BuildServiceProvider();
        return node.GetRequiredService<IJobSchedules>().Of(JobCatalog.Find(job)!);
    }

    private static IReadOnlyList<SettingsFault> FaultsOf(params (string Key, string? Value)[] settings)
    {
        var reader = new SettingsReader(TestSettings.With(settings), TestSettings.Development);
        new ServiceCollection().AddInfrastructure(reader);
        return Assert.Throws<SettingsException>(reader.EnsureFaultless)!.Faults;
    }
}
