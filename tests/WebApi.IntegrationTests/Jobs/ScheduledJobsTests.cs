using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Jobs;

/// <summary><c>/admin/jobs</c>: what the product does by the clock.</summary>
[OnEachEngine]
public sealed class ScheduledJobsTests(Engine engine) : ApiTests(engine)
{
    private SignedIn? _root;

    protected override TestSettings Settings => new(
        ("Jobs:Schedules:done_messages:Cron", "0 0 12 * * ?"), ("Jobs:Schedules:business-metrics:Enabled", "false"))
    {
        RunsJobsByTheClock = true,
    };

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    [OneTimeSetUp]
    public async Task SignInAsAdministratorAsync() => _root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

    [Test]
    public async Task All_jobs_are_listed_with_their_schedules()
    {
        var jobs = await ListAsync();

        Assert.That(jobs.Select(job => job.Text("name")), Is.SupersetOf(
            new[] { "outbox-sweep", "expired-sessions-and-tokens", "unconfirmed-accounts", "done-messages", "business-metrics" }));
        Assert.That(jobs.Select(job => job.Text("timeZone")), Is.All.EqualTo("UTC"));
        var next = jobs.Single(job => job.Text("name") == "unconfirmed-accounts").GetProperty("nextRunAt").GetDateTimeOffset();
        Assert.That(next, Is.GreaterThan(App.Clock.GetUtcNow()).And.LessThan(App.Clock.GetUtcNow().AddDays(1)));
    }

    [Test]
    public async Task The_settings_change_when_a_job_runs_and_whether()
    {
        var jobs = await ListAsync();

        var (changed, off) = (jobs.Single(job => job.Text("name") == "done-messages"), jobs.Single(job => job.Text("name") == "business-metrics"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Text("schedule"), Is.EqualTo("0 0 12 * * ?"));
            Assert.That(changed.GetProperty("nextRunAt").GetDateTimeOffset().TimeOfDay, Is.EqualTo(TimeSpan.FromHours(12)));
            Assert.That(off.GetProperty("enabled").GetBoolean(), Is.False);
            Assert.That(off.GetProperty("nextRunAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [TestCase("job-history")]
    [TestCase("business-metrics", Description = "It is off, and runs by hand all the same.")]
    public async Task A_job_can_be_run_now(string name)
    {
        await Root.PostAsync($"admin/jobs/{name}/run").ShouldBe(202);

        await App.WorkIsDoneAsync();
        var run = (await ListAsync()).Single(job => job.Text("name") == name).GetProperty("runs")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Text("trigger"), Is.EqualTo("manual"));
            Assert.That(run.Text("outcome"), Is.EqualTo("succeeded"));
            Assert.That(run.Text("node"), Does.Contain(Environment.MachineName));
            Assert.That(run.GetProperty("finishedAt").GetDateTimeOffset(), Is.GreaterThanOrEqualTo(run.GetProperty("startedAt").GetDateTimeOffset()));
            Assert.That(run.GetProperty("error").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task A_job_that_there_is_not_is_not_found() =>
        await Root.PostAsync("admin/jobs/coffee/run").ShouldBeProblem(404, "not_found");

    [Test]
    public async Task Nobody_else_may()
    {
        var laptop = await SignedInAsync();

        await laptop.GetAsync("admin/jobs").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync("admin/jobs/done-messages/run").ShouldBeProblem(403, "auth.forbidden");
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync() =>
        [.. (await Root.GetAsync("admin/jobs").ShouldBeJson()).GetProperty("items").EnumerateArray()];
}
