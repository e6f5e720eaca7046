using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary><c>/admin/webhook-events</c>: what operators see of what Stripe told, and what they can do about it.</summary>
[OnEachEngine]
internal sealed class WebhookEventsTests(Engine engine) : ApiTests(engine)
{
    private const string Secret = "whsec_1";

    private static readonly TimeSpan UntilTheLastAttempt = TimeSpan.FromHours(1);

    private SignedIn? _root;

    // At the address nobody listens, so that whatever is about an organization of ours fails, and dies with the second attempt.
    protected override TestSettings Settings => new(
        ("Stripe:SecretKey", "sk_test_1"), ("Stripe:WebhookSecrets:0", Secret), ("Stripe:ApiBase", "http://127.0.0.1:9"),
        ("Jobs:MaxAttempts", "2"), ("Jobs:RetryBaseDelay", "00:30:00"), ("Jobs:RetryMaxDelay", "00:30:00"));

    protected override bool MessagesMayDie => true;

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    [OneTimeSetUp]
    public Task OpenTheAdministratorsAccountAsync() => JoinAsync(TestSettings.Administrator);

    [SetUp]
    public Task SignInAsAdministratorAsync() => SignInAgainAsync();

    [Test]
    public async Task A_dead_event_is_found_with_the_reason()
    {
        var (id, eventId) = await DieAsync("invoice.paid");

        var found = (await ListAsync("status=dead&type=invoice.paid")).Single(item => item.Text("eventId") == eventId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Text("id"), Is.EqualTo(id));
            Assert.That(found.Text("type"), Is.EqualTo("invoice.paid"));
            Assert.That(found.Text("status"), Is.EqualTo("dead"));
            Assert.That(found.GetProperty("attempts").GetInt32(), Is.EqualTo(2));
            Assert.That(found.Text("lastError"), Does.Contain("Stripe did not answer"));
            Assert.That(found.GetProperty("receivedAt").GetDateTimeOffset(), Is.LessThan(App.Clock.GetUtcNow()));
            Assert.That(found.GetProperty("processedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task Its_page_tells_each_attempt_and_what_was_told_without_names_and_addresses()
    {
        var (id, _) = await DieAsync("customer.updated");

        var shown = await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeJson();

        var told = shown.GetProperty("payload").GetProperty("data").GetProperty("object");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown.GetProperty("history").GetArrayLength(), Is.EqualTo(2));
            Assert.That(shown.Text("customerId"), Does.StartWith("cus_"));
            Assert.That(told.Text("customer"), Is.EqualTo(shown.Text("customerId")));
            Assert.That(told.GetProperty("quantity").GetInt32(), Is.EqualTo(3));
            Assert.That(told.Text("customer_email"), Is.EqualTo("***"));
            Assert.That(told.GetProperty("metadata").Text("note"), Is.EqualTo("***"));
        }
    }

    [Test]
    public async Task A_dead_event_gets_all_its_attempts_again_and_keeps_its_history()
    {
        var (id, _) = await DieAsync("invoice.finalized");

        await Root.PostAsync($"admin/webhook-events/{id}/replay").ShouldBe(202);

        await AttemptsAsync(id, 3);
        await Root.PostAsync($"admin/webhook-events/{id}/replay").ShouldBeProblem(409, "billing.event_unfinished");
        Assert.That((await ListAsync("status=pending&type=invoice.finalized")).Select(item => item.Text("id")), Does.Contain(id));
    }

    [Test]
    public async Task An_event_that_is_done_is_processed_again()
    {
        var id = await ReceiveAsync("charge.refunded");
        await App.WorkIsDoneAsync();
        var first = await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeJson();

        await Root.PostAsync($"admin/webhook-events/{id}/replay").ShouldBe(202);
        await App.WorkIsDoneAsync();

        var second = await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeJson();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Text("status"), second.Text("status")), Is.EqualTo(("done", "done")));
            Assert.That(second.Text("messageId"), Is.Not.EqualTo(first.Text("messageId")));
            Assert.That(second.GetProperty("processedAt").GetDateTimeOffset(), Is.GreaterThan(first.GetProperty("processedAt").GetDateTimeOffset()));
        }
    }

    [Test]
    public async Task An_ignored_event_is_not_replayed()
    {
        var id = await ReceiveAsync("terminal.reader.action_succeeded");

        var found = (await ListAsync("status=ignored")).Single(item => item.Text("id") == id);

        Assert.That(found.Text("status"), Is.EqualTo("ignored"));
        await Root.PostAsync($"admin/webhook-events/{id}/replay").ShouldBeProblem(409, "billing.event_ignored");
    }

    [Test]
    public async Task All_dead_events_of_a_type_are_replayed_and_no_others()
    {
        var dying = await Task.WhenAll(FailAsync("invoice.voided"), FailAsync("invoice.voided"), FailAsync("invoice.upcoming"));
        await LetDieAsync([.. dying.Select(told => told.Id)]);

        await Root.PostAsync("admin/webhook-events/replay", new { type = "invoice.voided" }).ShouldBe(202);

        await AttemptsAsync(dying[0].Id, 3);
        await AttemptsAsync(dying[1].Id, 3);
        await AttemptsAsync(dying[2].Id, 2);
    }

    [Test]
    public async Task All_that_are_done_are_replayed_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 101; i++)
            ids.Add(await ReceiveAsync("charge.dispute.closed"));
        await App.WorkIsDoneAsync();
        var first = await App.Database.CountAsync("OutboxMessages", ("Type", "billing.process_webhook_event.v1"));

        await Root.PostAsync("admin/webhook-events/replay", new { status = "done", type = "charge.dispute.closed" }).ShouldBe(202);
        await App.WorkIsDoneAsync();

        Assert.That(await App.Database.CountAsync("OutboxMessages", ("Type", "billing.process_webhook_event.v1")), Is.EqualTo(first + ids.Count));
        Assert.That((await ListAsync("status=done&type=charge.dispute.closed&limit=100")).Select(item => item.Text("id")), Is.SubsetOf(ids));
    }

    [Test]
    public async Task Pages_follow_one_another_newest_first()
    {
        await ReceiveAsync("customer.deleted");
        await ReceiveAsync("customer.deleted");
        await ReceiveAsync("customer.deleted");

        var first = await Root.GetAsync("admin/webhook-events?type=customer.deleted&limit=2").ShouldBeJson();
        var second = await Root.GetAsync($"admin/webhook-events?type=customer.deleted&limit=2&cursor={first.Text("nextCursor")}").ShouldBeJson();

        var ids = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.Text("id"));
        Assert.That(ids, Is.Unique.And.Ordered.Descending.And.Exactly(3).Items);
        Assert.That(second.GetProperty("nextCursor").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("status=lost", "status")]
    [TestCase("type=%00", "type")]
    [TestCase("limit=0", "limit")]
    [TestCase("cursor=x", "cursor")]
    public async Task A_filter_that_can_match_nothing_is_refused(string query, string field) =>
        await Root.GetAsync($"admin/webhook-events?{query}").ShouldBeInvalid(field);

    [Test]
    public async Task Only_what_is_over_is_replayed_by_filter()
    {
        await Root.PostAsync("admin/webhook-events/replay", new { status = "pending" }).ShouldBeInvalid("status");
        await Root.PostAsync("admin/webhook-events/replay", new { type = "Invoice Paid" }).ShouldBeInvalid("type");
    }

    [Test]
    public async Task Nobody_else_may_and_nothing_is_nothing()
    {
        var laptop = await SignedInAsync();
        var id = Guid.CreateVersion7();

        await laptop.GetAsync("admin/webhook-events").ShouldBeProblem(403, "auth.forbidden");
        await laptop.GetAsync($"admin/webhook-events/{id}").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync($"admin/webhook-events/{id}/replay").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync("admin/webhook-events/replay", new { }).ShouldBeProblem(403, "auth.forbidden");
        await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeProblem(404, "not_found");
        await Root.PostAsync($"admin/webhook-events/{id}/replay").ShouldBeProblem(404, "not_found");
    }

    private async Task SignInAgainAsync() => _root = await Stranger(TestSettings.Administrator).SignInAsync();

    /// <summary>An event about somebody who is no customer of ours, unless an organization is named; our id of it.</summary>
    private async Task<string> ReceiveAsync(string type, Guid? organizationId = null)
    {
        var eventId = StripeEvents.NewId();
        var body = StripeEvents.Write(eventId, type, organizationId: organizationId);
        await App.DeliverAsync(body, StripeEvents.Sign(body, Secret, App.Clock.GetUtcNow())).ShouldBe(200);
        return await IdOfAsync(eventId, type);
    }

    // Two that come in one millisecond are in no order.
    private async Task<string> IdOfAsync(string eventId, string type) =>
        (await ListAsync($"type={type}&limit=10")).Single(item => item.Text("eventId") == eventId).Text("id");

    /// <summary>An event whose first attempt fails.</summary>
    private async Task<(string Id, string EventId)> FailAsync(string type)
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var eventId = StripeEvents.NewId();
        var body = StripeEvents.Write(eventId, type, organizationId: team.Id);
        await App.DeliverAsync(body, StripeEvents.Sign(body, Secret, App.Clock.GetUtcNow())).ShouldBe(200);
        var id = await IdOfAsync(eventId, type);
        await AttemptsAsync(id, 1);
        return (id, eventId);
    }

    private async Task<(string Id, string EventId)> DieAsync(string type)
    {
        var told = await FailAsync(type);
        await LetDieAsync(told.Id);
        return told;
    }

    private async Task LetDieAsync(params string[] ids)
    {
        App.Clock.Travel(UntilTheLastAttempt);
        await SignInAgainAsync();
        foreach (var id in ids)
            await Eventually.HoldsAsync(
                async () => (await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeJson()).Text("status") == "dead", "it is dead");
    }

    private Task AttemptsAsync(string id, int failed) => Eventually.HoldsAsync(
        async () => (await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeJson()).GetProperty("history").GetArrayLength() == failed,
        $"it has failed {failed} times");

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query) =>
        [.. (await Root.GetAsync($"admin/webhook-events?{query}").ShouldBeJson()).GetProperty("items").EnumerateArray()];
}
