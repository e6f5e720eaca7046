using System.Text.Json;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>Scenario 27: messages that no attempt can bring to an end.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), Parallelizable]
public sealed class PoisonTests(Engine engine)
{
    private const int OfEachKind = 100;
    private const int MaxAttempts = 3;

    [Test]
    public async Task Poison_goes_to_the_dead_letters_with_its_history_and_blocks_nobody()
    {
        await using var mails = new SmtpServer { Unknown = ["nobody@example.test"] };
        await using var site = await Site.CreateAsync(engine,
            [.. mails.Settings, ("Jobs__MaxAttempts", $"{MaxAttempts}"), ("Jobs__RetryBaseDelay", "00:00:02"), ("Jobs__PollInterval", "00:00:00.5")]);
        var node = await site.StartAsync();
        var admin = await JoinAsync(new Person(node, "admin@mysaas.local", mails));
        var database = (PostgreSqlDatabase)site.Database;

        await AddAsync(database, "shop.order_shipped.v9", """{"order": 1}""");
        await AddAsync(database, "users.pack_export.v1", """{"userId": "nobody's"}""");
        (await new Person(node, "nobody@example.test").RegisterAsync()).Expect(202);
        (await new Person(node, "ada@example.test").RegisterAsync()).Expect(202);
        await mails.WaitForAsync("ada@example.test", "Confirm your email", TimeSpan.FromSeconds(5));
        var open = await CountAsync(database, "next_attempt_at IS NOT NULL");
        await Eventually.GetAsync(() => CountAsync(database, "next_attempt_at IS NOT NULL"), left => left == 0, "every message is dealt with", TimeSpan.FromSeconds(30));

        Assert.That(open, Is.GreaterThan(OfEachKind), "the mail went out while the poison was still being tried");
        Assert.That(await CountAsync(database, "status = 'Dead'"), Is.EqualTo((2 * OfEachKind) + 1));
        await ExpectBuriedAsync(admin, "shop.order_shipped.v9", MaxAttempts, "shop.order_shipped.v9");
        await ExpectBuriedAsync(admin, "users.pack_export.v1", MaxAttempts, "JsonException");
        await ExpectBuriedAsync(admin, "notifications.send_email.v1", attempts: 1, "550");
        Assert.That(node.Run.Output, Does.Not.Contain("   at "), "stack traces");
    }

    private static async Task ExpectBuriedAsync(Person admin, string type, int attempts, string reason)
    {
        var dead = (await admin.GetAsync($"/api/v1/admin/messages?status=dead&type={type}&limit=1")).Expect(200).Json.GetProperty("items")[0];
        var details = (await admin.GetAsync($"/api/v1/admin/messages/{dead.Text("id")}")).Expect(200).Json;

        Assert.That(details.Text("lastError"), Does.Contain(reason));
        Assert.That(details.GetProperty("attempts").GetInt32(), Is.EqualTo(attempts));
        Assert.That(details.GetProperty("nextAttemptAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var history = details.GetProperty("history").EnumerateArray().ToList();
        Assert.That(history.Select(failed => failed.GetProperty("attempt").GetInt32()), Is.EqualTo(Enumerable.Range(1, attempts)));
        Assert.That(history.Select(failed => failed.Text("error")), Has.All.Contains(reason).And.None.Contains("@example.test"));
        Assert.That(history.Select(failed => failed.GetProperty("at").GetDateTimeOffset()), Is.Ordered);
    }

    private static Task AddAsync(PostgreSqlDatabase database, string type, string payload) => database.ExecuteAsync($"""
        INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at)
        SELECT gen_random_uuid(), '{type}', '{payload.Replace("'", "''")}', 'High', 'Pending', 0, now(), now()
        FROM generate_series(1, {OfEachKind})
        """);

    private static Task<long> CountAsync(PostgreSqlDatabase database, string condition) =>
        database.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE {condition}");

    private static async Task<Person> JoinAsync(Person person)
    {
        (await person.RegisterAsync()).Expect(202);
        await person.ConfirmAsync();
        return await person.SignInAsync();
    }
}
