using MySaas.Infrastructure.Billing;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>What operators see of an event.</summary>
internal sealed class WebhookPayloadTests
{
    [Test]
    public void Ids_states_amounts_and_times_are_shown()
    {
        const string Payload = """{"id":"evt_1","created":1790000000,"livemode":false,"data":{"object":{"customer":"cus_1","status":"paid","amount_due":1200}}}""";

        Assert.That(WebhookPayload.Mask(Payload)!.ToJsonString(), Is.EqualTo(Payload));
    }

    [TestCase("""{"customer_email":"ann@example.com"}""")]
    [TestCase("""{"customer":{"id":"cus_1","name":"ann","phone":"ann"}}""")]
    [TestCase("""{"customer_address":{"line1":"ann","city":"ann","country":"ann"}}""")]
    [TestCase("""{"data":{"previous_attributes":{"email":"ann@example.com"}}}""")]
    [TestCase("""{"lines":[{"description":"Seat of ann","note":["ann"]}]}""")]
    [TestCase("""{"hosted_invoice_url":"https://invoice.stripe.com/ann","client_secret":"ann"}""")]
    [TestCase("""{"metadata":{"whatever":"ann"}}""")]
    [TestCase("""{"a_field_that_Stripe_adds_one_day":"ann"}""")]
    public void Whatever_may_be_about_a_person_is_not(string payload) =>
        Assert.That(WebhookPayload.Mask(payload)!.ToJsonString(), Does.Not.Contain("ann").And.Contain(WebhookPayload.Masked));
}
