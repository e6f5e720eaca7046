using MySaas.EndToEnd.Tests.Running;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;

namespace MySaas.EndToEnd.Tests.Billing;

/// <summary>The README's tour of billing: the published program, which has no simulator in it, and a simulator beside it.</summary>
[Platform(Exclude = "Win", Reason = "Which bash is found there is anybody's guess.")]
public sealed class BillingTourTests
{
    private const string Secret = "whsec_tour";

    [Test]
    public async Task Every_line_of_the_tour_works_when_it_is_pasted()
    {
        await using var stripe = await StripeSimulatorHost.StartAsync(new WorldOptions { DeliversWebhooks = true });
        await using var site = await Site.CreateEmptyAsync(
            Engine.Sqlite, ("Stripe__SecretKey", "sk_test_tour"), ("Stripe__WebhookSecrets__0", Secret), ("Stripe__ApiBase", stripe.BaseUrl));
        var node = await site.StartAsync();
        stripe.World.Control.AddWebhookEndpoint(new Uri(node.Url, "/api/v1/webhooks/stripe"), [Secret]);

        var printed = await (await Tour.ReadAsync("billing tour"))
            .WalkAsync(site.Folder, ("BASE", node.Url.GetLeftPart(UriPartial.Authority)), ("STRIPE", stripe.BaseUrl));

        Assert.That(printed, Has.Some.Contains("\"status\":\"pastDue\"").And.Some.Contains("Receipt"));
        Assert.That(printed[^1], Does.Contain("\"planCode\":\"free\",\"status\":\"canceled\""));
        Assert.That(stripe.World.Subscriptions.Single().Status, Is.EqualTo("canceled"));
    }
}
