using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Jobs;

/// <summary><c>/admin/messages</c>: what operators see of the outbox, and what they can do about it.</summary>
[OnEachEngine]
public sealed class MessagesTests(Engine engine) : ApiTests(engine)
{
    private SignedIn? _root;

    protected override TestSettings Settings => new(("Jobs:MaxAttempts", "1"));

    protected override bool MessagesMayDie => true;

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    [OneTimeSetUp]
    public async Task SignInAsAdministratorAsync() => _root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

    [Test]
    public async Task A_message_that_nobody_can_handle_is_found_among_the_dead_with_the_reason()
    {
        var (id, type) = await AddPoisonAsync();

        var found = (await ListAsync($"status=dead&type={type}")).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Text("id"), Is.EqualTo(id.ToString()));
            Assert.That(found.Text("type"), Is.EqualTo(type));
            Assert.That(found.Text("status"), Is.EqualTo("dead"));
            Assert.That(found.GetProperty("attempts").GetInt32(), Is.EqualTo(1));
            Assert.That(found.Text("lastError"), Does.Contain($"No message is stored as {type}"));
            Assert.That(found.GetProperty("createdAt").GetDateTimeOffset(), Is.EqualTo(App.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
            Assert.That(found.GetProperty("nextAttemptAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task Its_page_tells_what_was_to_do_and_how_each_attempt_ended()
    {
        var (id, type) = await AddPoisonAsync(payload: """{"name":"Ann"}""");

        var message = await Root.GetAsync($"admin/messages/{id}").ShouldBeJson();

        var attempt = message.GetProperty("history").EnumerateArray().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.Text("type"), Is.EqualTo(type));
            Assert.That(message.Text("priority"), Is.EqualTo("normal"));
            Assert.That(message.GetProperty("payload").Text("name"), Is.EqualTo("Ann"));
            Assert.That(message.GetProperty("completedAt").ValueKind, Is.EqualTo(JsonValueKind.String));
            Assert.That(attempt.GetProperty("attempt").GetInt32(), Is.EqualTo(1));
            Assert.That(attempt.Text("node"), Does.Contain(Environment.MachineName));
            Assert.That(attempt.Text("error"), Is.EqualTo(message.Text("lastError")));
        }
    }

    [Test]
    public async Task A_mails_payload_is_not_shown()
    {
        await RegisterAsync();
        await App.WorkIsDoneAsync();

        var mail = (await ListAsync("status=done&type=notifications.send_email.v1"))[0];
        var message = await Root.GetAsync($"admin/messages/{mail.Text("id")}").ShouldBeJson();

        Assert.That(message.GetProperty("payload").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task A_dead_message_gets_all_its_attempts_again_and_keeps_its_history()
    {
        var (id, _) = await AddPoisonAsync();

        await Root.PostAsync($"admin/messages/{id}/retry").ShouldBe(202);

        await Eventually.HoldsAsync(
            async () => (await Root.GetAsync($"admin/messages/{id}").ShouldBeJson()).GetProperty("history").GetArrayLength() == 2, "it dies again");
        var message = await Root.GetAsync($"admin/messages/{id}").ShouldBeJson();
        Assert.That((message.Text("status"), message.GetProperty("attempts").GetInt32()), Is.EqualTo(("dead", 1)));
    }

    [Test]
    public async Task Only_a_dead_message_can_be_retried()
    {
        await RegisterAsync();
        await App.WorkIsDoneAsync();
        var done = (await ListAsync("status=done"))[0].Text("id");

        await Root.PostAsync($"admin/messages/{done}/retry").ShouldBeProblem(409, "messages.not_dead");
        await Root.PostAsync($"admin/messages/{Guid.CreateVersion7()}/retry").ShouldBeProblem(404, "not_found");
        await Root.GetAsync($"admin/messages/{Guid.CreateVersion7()}").ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task All_dead_messages_of_a_type_are_retried_at_once_and_no_others()
    {
        var (first, type) = await AddPoisonAsync();
        var (second, _) = await AddPoisonAsync(type);
        var (other, _) = await AddPoisonAsync();

        var answer = await Root.PostAsync("admin/messages/retry", new { type }).ShouldBeJson();

        Assert.That(answer.GetProperty("retried").GetInt32(), Is.EqualTo(2));
        await App.WorkIsDoneAsync();
        Assert.That(
            await Task.WhenAll(new[] { first, second, other }.Select(async id =>
                (await Root.GetAsync($"admin/messages/{id}").ShouldBeJson()).GetProperty("history").GetArrayLength())),
            Is.EqualTo(new[] { 2, 2, 1 }));
    }

    [Test]
    public async Task Pages_follow_one_another_newest_first()
    {
        var (_, type) = await AddPoisonAsync();
        await AddPoisonAsync(type);
        await AddPoisonAsync(type);

        var first = await Root.GetAsync($"admin/messages?type={type}&limit=2").ShouldBeJson();
        var second = await Root.GetAsync($"admin/messages?type={type}&limit=2&cursor={first.Text("nextCursor")}").ShouldBeJson();

        var ids = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.Text("id"));
        Assert.That(ids, Is.Unique.And.Ordered.Descending.And.Exactly(3).Items);
        Assert.That(second.GetProperty("nextCursor").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("status=lost", "status")]
    [TestCase("type=%00", "type")]
    [TestCase("type=Send Email", "type")]
    [TestCase("limit=101", "limit")]
    [TestCase("cursor=x", "cursor")]
    public async Task A_filter_that_can_match_nothing_is_refused(string query, string field) =>
        await Root.GetAsync($"admin/messages?{query}").ShouldBeInvalid(field);

    [Test]
    public async Task Nobody_else_may()
    {
        var laptop = await SignedInAsync();
        var id = Guid.CreateVersion7();

        await laptop.GetAsync("admin/messages").ShouldBeProblem(403, "auth.forbidden");
        await laptop.GetAsync($"admin/messages/{id}").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync($"admin/messages/{id}/retry").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync("admin/messages/retry", new { }).ShouldBeProblem(403, "auth.forbidden");
    }

    private async Task<(Guid Id, string Type)> AddPoisonAsync(string? type = null, string payload = "{}")
    {
        var id = Guid.CreateVersion7(App.Clock.GetUtcNow());
        type ??= $"test.{id:N}.v1";
        await App.Database.AddMessageAsync(id, type, payload, App.Clock.GetUtcNow());
        await Eventually.HoldsAsync(async () => await App.Database.CountAsync("OutboxMessages", ("Id", id), ("Status", "Dead")) == 1, "it is dead");
        return (id, type);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query) =>
        [.. (await Root.GetAsync($"admin/messages?{query}").ShouldBeJson()).GetProperty("items").EnumerateArray()];
}
