using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>What comes in from Stripe: signed, bounded, stored once, and only then acknowledged.</summary>
[OnEachEngine]
internal sealed class StripeWebhookTests(Engine engine) : ApiTests(engine)
{
    private const string Old = "whsec_old", New = "whsec_new";

    protected override TestSettings Settings => new(
        ("Stripe:SecretKey", "sk_test_1"), ("Stripe:WebhookSecrets:0", New), ("Stripe:WebhookSecrets:1", Old),
        ("Stripe:ApiBase", "http://127.0.0.1:9"))        // nobody listens there, and nothing here may call it
    {
        ListensOnSocket = true,
    };

    [TestCase(Old)]
    [TestCase(New)]
    public async Task Each_secret_counts_while_one_is_rolled(string secret)
    {
        var id = StripeEvents.NewId();

        await SendAsync(StripeEvents.Write(id), secret).ShouldBe(200);

        Assert.That(await StoredAsync(id), Is.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_altered_missing_or_stale_signature_leaves_no_trace()
    {
        var id = StripeEvents.NewId();
        var body = StripeEvents.Write(id);
        var now = App.Clock.GetUtcNow();

        await SendAsync(body, "whsec_wrong").ShouldBeProblem(400, "billing.invalid_signature");
        await SendAsync(body + " ", StripeEvents.Sign(body, New, now)).ShouldBeProblem(400, "billing.invalid_signature");
        await SendAsync(body, header: null).ShouldBeProblem(400, "billing.invalid_signature");
        await SendAsync(body, header: "t=,v1=").ShouldBeProblem(400, "billing.invalid_signature");
        await SendAsync(body, header: "nonsense").ShouldBeProblem(400, "billing.invalid_signature");
        await SendAsync(body, StripeEvents.Sign(body, New, now.AddSeconds(-310))).ShouldBeProblem(400, "billing.invalid_signature");
        await SendAsync(body, StripeEvents.Sign(body, New, now.AddSeconds(310))).ShouldBeProblem(400, "billing.invalid_signature");

        Assert.That(await StoredAsync(id), Is.Zero);
    }

    [Test]
    public async Task One_event_twenty_times_at_once_is_stored_once_and_always_acknowledged()
    {
        var id = StripeEvents.NewId();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(StripeEvents.Write(id), New)));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(200));
        Assert.That(await StoredAsync(id), Is.EqualTo(1));
    }

    [Test]
    public async Task An_unknown_type_and_the_other_mode_are_acknowledged_and_ignored()
    {
        var (unknown, live) = (StripeEvents.NewId(), StripeEvents.NewId());

        await SendAsync(StripeEvents.Write(unknown, type: "terminal.reader.action_succeeded"), New).ShouldBe(200);
        await SendAsync(StripeEvents.Write(live, isLive: true), New).ShouldBe(200);

        Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", unknown), ("IsIgnored", true)), Is.EqualTo(1));
        Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", live), ("IsIgnored", true)), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_api_version_is_no_bad_signature()
    {
        var id = StripeEvents.NewId();

        await SendAsync(StripeEvents.Write(id, version: "2019-05-16"), New).ShouldBe(200);

        Assert.That(await StoredAsync(id), Is.EqualTo(1));
    }

    [Test]
    public async Task An_event_of_a_customer_of_somebody_elses_is_done_without_a_call_to_Stripe()
    {
        var id = StripeEvents.NewId();
        await SendAsync(StripeEvents.Write(id), New).ShouldBe(200);

        await App.WorkIsDoneAsync();

        Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", id), ("Attempts", 1)), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_signed_and_no_event_is_refused() =>
        await SendAsync("""{"id":"evt_1"}""", New).ShouldBeInvalid("body");

    [Test]
    public async Task More_than_a_mebibyte_is_refused()
    {
        var body = StripeEvents.Write(StripeEvents.NewId(), padding: new string('x', 1024 * 1024));

        // Without waiting for leave to send it, the client may find the connection closed before it reads the answer.
        await App.Client().SendAsync(
            HttpMethod.Post, "webhooks/stripe", ApiClient.Raw(body), ("Expect", "100-continue"),
            ("Stripe-Signature", StripeEvents.Sign(body, New, App.Clock.GetUtcNow()))).ShouldBe(413);
    }

    private Task<HttpResponseMessage> SendAsync(string body, string? header) => App.DeliverAsync(
        body, header is { } secret && secret.StartsWith("whsec_", StringComparison.Ordinal) ? StripeEvents.Sign(body, secret, App.Clock.GetUtcNow()) : header);

    private Task<long> StoredAsync(string id) => App.Database.CountAsync("WebhookEvents", ("EventId", id));
}
