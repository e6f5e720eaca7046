using MySaas.EndToEnd.Tests.Running;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.EndToEnd.Tests.Billing;

/// <summary>Scenario 15: the process is killed after the insert, in the handler and after the commit, and each payment counts once.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.All)), NonParallelizable]
public sealed class CrashTests(Engine engine)
{
    private const string Secret = "whsec_crash";
    private const string Administrator = "admin@mysaas.local";

    [Test]
    public async Task A_payment_counts_once_wherever_the_process_is_killed()
    {
        await using var stripe = await StripeSimulatorHost.StartAsync(new WorldOptions { DeliversWebhooks = false });
        stripe.World.Control.AddWebhookEndpoint(secrets: [Secret]);
        await using var site = await Site.CreateAsync(engine,
            ("Stripe__SecretKey", "sk_test_crash"), ("Stripe__WebhookSecrets__0", Secret), ("Stripe__ApiBase", stripe.BaseUrl),
            ("Jobs__LeaseDuration", "00:00:02"), ("Jobs__PollInterval", "00:00:00.5"), ("Jobs__RetryBaseDelay", "00:00:00.2"));
        var node = await site.StartAsync();
        var ada = await Person.JoinAsync(node, Administrator);
        var path = $"/api/v1/organizations/{(await ada.PostAsync("/api/v1/organizations", new { name = "Engines" })).Expect(201).Json.Text("id")}";
        var checkout = (await ada.PostAsync($"{path}/billing/checkout", new { planCode = "pro", interval = "month" })).Expect(200).Json;

        // In the handler: Stripe does not answer it, and it dies waiting.
        stripe.World.Faults.Add(new Fault(FaultKind.Hang) { Times = null, Path = "/v1/subscriptions", Method = "GET" });
        stripe.World.Control.PayCheckout(checkout.Text("sessionId"));
        await DeliverAllAsync(stripe.World, node);
        await Eventually.ThatAsync(
            () => stripe.World.Requests.All.Any(call => call.Path.StartsWith("/v1/subscriptions/", StringComparison.Ordinal)), "a handler asks Stripe");
        await node.KillAsync();
        stripe.World.Faults.Clear();

        // After the insert: a node that only answers takes the events in again, and nobody has processed them yet.
        var api = await site.StartAsync(("App__Role", "Api"));
        foreach (var told in stripe.World.Events.ToList())
            stripe.World.Webhooks.Redeliver(told.Id);
        await DeliverAllAsync(stripe.World, api);
        await api.KillAsync();

        // After the commit: the payment is booked, and the process dies before it has told anybody.
        node = await site.StartAsync();
        ada.Node = node;
        await Eventually.GetAsync(
            async () => (await ada.GetAsync($"{path}/subscription")).Json.Text("planCode"), plan => plan == "pro", "the payment is booked");
        await node.KillAsync();
        node = await site.StartAsync();
        ada.Node = node;

        var number = stripe.World.Invoices.Single().Number!;
        await Eventually.GetAsync(async () => await ReceiptsAsync(node, number), count => count > 0, "the receipt");
        await Eventually.GetAsync(() => UnfinishedAsync(ada), count => count == 0, "nothing is left to do");

        Assert.That(await ReceiptsAsync(node, number), Is.EqualTo(1));
        Assert.That((await ada.GetAsync($"{path}/audit-log?limit=100")).Json.GetProperty("items").EnumerateArray()
            .Count(entry => entry.Text("action") == "billing.subscription_started"), Is.EqualTo(1));
    }

    private static async Task DeliverAllAsync(StripeWorld world, Node node)
    {
        foreach (var delivery in world.Webhooks.Pending)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/stripe") { Content = new ByteArrayContent(delivery.Payload) };
            request.Headers.TryAddWithoutValidation("Stripe-Signature", delivery.Sign());
            using var answer = await node.Http.SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.EqualTo(200));
            world.Webhooks.Complete(delivery, 200);
        }
    }

    private static async Task<int> ReceiptsAsync(Node node, string number) =>
        (await node.MailsAsync(Administrator)).Count(mail => mail.Text.Contains(number, StringComparison.Ordinal));

    private static async Task<int> UnfinishedAsync(Person admin)
    {
        var count = 0;
        foreach (var status in new[] { "pending", "processing", "dead" })
            count += (await admin.GetAsync($"/api/v1/admin/messages?status={status}")).Expect(200).Json.GetProperty("items").GetArrayLength();
        return count;
    }
}
