using System.Text;
using MySaas.StripeSimulator.Tests.Common;
using MySaas.StripeSimulator.Webhooks;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class WebhookTests
{
    [Test]
    public async Task A_delivery_is_signed_with_every_secret_in_force_and_parses()
    {
        using var stripe = new Simulation();
        stripe.Control.AddWebhookEndpoint(secrets: ["whsec_new", "whsec_old"], types: ["customer.created"]);

        var customer = await stripe.CustomerAsync();

        var delivery = stripe.World.Webhooks.Pending.Single();
        var payload = Encoding.UTF8.GetString(delivery.Payload);
        var now = stripe.Time.GetUtcNow().ToUnixTimeSeconds();
        EventUtility.ValidateSignature(payload, delivery.Sign(), "whsec_new", 300, now);
        EventUtility.ValidateSignature(payload, delivery.Sign(), "whsec_old", 300, now);
        var parsed = EventUtility.ParseEvent(payload, throwOnApiVersionMismatch: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parsed.Type, Is.EqualTo("customer.created"));
            Assert.That(((Customer)parsed.Data.Object).Id, Is.EqualTo(customer.Id));
            Assert.That(parsed.Request.Id, Does.StartWith("req_"));
            Assert.That(() => EventUtility.ValidateSignature(payload, delivery.Sign(), "whsec_other", 300, now), Throws.TypeOf<StripeException>());
        }
    }

    [Test]
    public async Task What_is_not_answered_with_2xx_is_tried_again_and_given_up_in_the_end()
    {
        using var stripe = new Simulation(new() { WebhookRetries = [TimeSpan.FromSeconds(1)] });
        stripe.Control.AddWebhookEndpoint(types: ["customer.created"]);
        await stripe.CustomerAsync();
        var webhooks = stripe.World.Webhooks;

        webhooks.Complete(webhooks.Take()!, 500);
        var early = webhooks.Take();
        stripe.Time.Advance(TimeSpan.FromSeconds(1));
        webhooks.Complete(webhooks.Take()!, null);

        Assert.That(early, Is.Null);
        Assert.That(webhooks.Done.Single().Status, Is.EqualTo(DeliveryStatus.GivenUp));
        Assert.That((await stripe.V1.Events.ListAsync(new EventListOptions { DeliverySuccess = false })).Single().Type, Is.EqualTo("customer.created"));
    }
}
