using System.Diagnostics;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>The database goes away under a running node, and comes back.</summary>
[TestFixtureSource(typeof(PostgreSqlServer), nameof(PostgreSqlServer.Engines))]
public sealed class DatabaseOutageTests(Engine engine)
{
    private const int RequestsPerLook = 20;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    [Test]
    public async Task A_crashed_database_is_told_apart_from_a_dead_process_and_everything_recovers_unaided()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var mails = new SmtpServer { IsBusy = true };
        await using var site = Site.Create(await PostgreSqlDatabase.CreateAsync(server.ConnectionString),
            [.. mails.Settings, ("Jobs__RetryBaseDelay", "00:00:00.5"), ("Jobs__RetryMaxDelay", "00:00:01"), ("Jobs__PollInterval", "00:00:01"),
                ("Jobs__MaxAttempts", "100"), ("Jobs__LeaseDuration", "00:00:03")]);
        var node = await site.StartAsync();
        var ada = await JoinAsync(node, "ada@example.test", mails);
        var bob = new Person(node, "bob@example.test", mails);
        mails.IsBusy = true;
        (await bob.RegisterAsync()).Expect(202);
        var linesBefore = node.Run.StandardOutput.Count;

        await server.CrashAsync();

        await ExpectUnavailableAsync(node, ada);
        await Eventually.ThatAsync(() => node.Run.Output.Contains("outbox could not be read", StringComparison.Ordinal), "the worker notices");
        await ExpectUnavailableAsync(node, ada);
        var linesOfOutage = node.Run.StandardOutput.Skip(linesBefore).ToList();

        await server.StartAgainAsync();
        mails.IsBusy = false;

        await node.WaitUntilReadyAsync(Recovery);
        await ada.SignInAsync();
        (await ada.GetMeAsync()).Expect(200);
        await bob.ConfirmAsync();
        await bob.SignInAsync();
        Assert.That(engine, Is.EqualTo(Engine.PostgreSql));
        Assert.That(linesOfOutage.Where(line => line.StartsWith("   at ", StringComparison.Ordinal)), Is.Empty, "stack traces");
        Assert.That(linesOfOutage, Has.Count.LessThan(6 * 2 * RequestsPerLook), "a few lines per request, and now and then the worker's");
    }

    [Test]
    public async Task A_frozen_database_keeps_nobody_waiting_for_longer_than_its_connection_string_says()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var site = Site.Create(await PostgreSqlDatabase.CreateAsync($"{server.ConnectionString};Timeout=3;Command Timeout=4"));
        var node = await site.StartAsync();
        var ada = await Person.JoinAsync(node, "ada@example.test");

        await server.FreezeAsync();
        try
        {
            await ExpectUnavailableAsync(node, ada);
        }
        finally
        {
            await server.ThawAsync();
        }

        await node.WaitUntilReadyAsync(Recovery);
        await ada.SignInAsync();
    }

    private static async Task<Person> JoinAsync(Node node, string email, SmtpServer mails)
    {
        mails.IsBusy = false;
        var person = new Person(node, email, mails);
        (await person.RegisterAsync()).Expect(202);
        await person.ConfirmAsync();
        return await person.SignInAsync();
    }

    private static async Task ExpectUnavailableAsync(Node node, Person person)
    {
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll([
            node.GetAsync("/readyz"),
            person.GetMeAsync(),
            person.TrySignInAsync(),
            person.TryRefreshAsync(),
            .. Enumerable.Range(4, RequestsPerLook - 4).Select(n => new Person(node, $"person{n}@example.test").RegisterAsync()),
        ]);

        Assert.That(watch.Elapsed, Is.LessThan(LongestAnswer));
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(503), string.Join(Environment.NewLine, answers.Select(a => a.Body)));
        Assert.That(answers[0].Body, Does.Contain("database"));
        Assert.That(answers.Skip(1).Select(answer => answer.ContentType), Is.All.EqualTo("application/problem+json"));
        Assert.That(answers.Skip(1).Select(answer => answer.Code), Is.All.EqualTo("unavailable"));
        Assert.That(await node.StatusAsync("/healthz"), Is.EqualTo(200));
    }
}
