using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>What nobody foresaw, here a table that is gone: the log says all, the answer nothing.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers))]
public sealed class UnexpectedErrorTests(Engine engine)
{
    [Test]
    public async Task Production_answers_with_an_id_that_finds_the_cause_in_the_log()
    {
        await using var mails = new SmtpServer();
        await using var site = await Production.CreateAsync(engine, mails);
        var node = await site.StartAsync();
        var ada = new Person(node, "ada@example.test", mails);
        await ((PostgreSqlDatabase)site.Database).ExecuteAsync("ALTER TABLE users RENAME TO users_elsewhere");

        var failure = (await ada.TrySignInAsync()).Expect(500);

        Assert.That(failure.ContentType, Is.EqualTo("application/problem+json"));
        Assert.That(failure.Code, Is.EqualTo("internal_error"));
        Assert.That(failure.Body, Does.Not.Contain("users").And.Not.Contain("Npgsql").And.Not.Contain("   at "));
        var requestId = failure.Json.Text("requestId");
        Assert.That(node.Run.StandardOutput, Has.Some.Contains(requestId).And.Contains("42P01"));
        await ((PostgreSqlDatabase)site.Database).ExecuteAsync("ALTER TABLE users_elsewhere RENAME TO users");
        (await ada.RegisterAsync()).Expect(202);
    }
}
