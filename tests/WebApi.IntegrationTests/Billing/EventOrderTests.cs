using MySaas.StripeSimulator.Webhooks;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Scenarios 13 and 14: an event twenty times at once, and events in every order.</summary>
[OnEachEngine]
internal sealed class EventOrderTests(Engine engine) : BillingTests(engine)
{
    private static readonly string[] Story =
        ["customer.subscription.created", "customer.subscription.updated", "invoice.paid", "customer.subscription.deleted"];

    [Test]
    public async Task Created_updated_paid_and_deleted_in_every_order_end_as_they_did_at_Stripe()
    {
        foreach (var order in Permutations(Story))
        {
            var team = await FoundTeamAsync();
            var (_, session) = await CheckOutAsync(team);
            Stripe.Control.PayCheckout(session);
            await Dashboard.V1.Subscriptions.UpdateAsync(OfStripe(team).Id, new() { CancelAtPeriodEnd = true });
            await Dashboard.V1.Subscriptions.CancelAsync(OfStripe(team).Id);
            var told = Stripe.Webhooks.Pending;

            foreach (var type in order)
            {
                await SendAsync(told.First(delivery => delivery.Event.Type == type));
                await App.WorkIsDoneAsync();
            }

            var subscription = await SubscriptionOfAsync(team);
            Assert.That((subscription.Text("planCode"), subscription.Text("status")), Is.EqualTo(("free", "canceled")), string.Join(", ", order));
            Assert.That((await InvoicesOfAsync(team)).Single().Text("status"), Is.EqualTo("paid"), string.Join(", ", order));
            await SettleAsync();
        }
    }

    [Test]
    public async Task An_event_twenty_times_at_once_has_one_effect_and_one_mail()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        Stripe.Control.PayCheckout(session);

        foreach (var delivery in Stripe.Webhooks.Pending)
        {
            var (payload, signature) = (delivery.Payload, delivery.Sign());
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(payload, signature)));
            Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(200));
            Stripe.Webhooks.Complete(delivery, 200);
        }

        var number = Stripe.Invoices.Last(invoice => invoice.CustomerId == OfStripe(team).CustomerId).Number!;
        Assert.That((await App.Inbox.AllAsync(team.Owner.Person.Email)).Count(mail => mail.Text.Contains(number, StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That((await team.ActionsAsync()).Count(action => action == "billing.invoice_paid"), Is.EqualTo(1));
    }

    private static IEnumerable<string[]> Permutations(string[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (string[])[first, .. rest]));

    private async Task SendAsync(Delivery delivery)
    {
        await SendAsync(delivery.Payload, delivery.Sign()).ShouldBe(200);
        Stripe.Webhooks.Complete(delivery, 200);
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] payload, string signature)
    {
        using var body = new ByteArrayContent(payload);
        return await App.Client().SendAsync(HttpMethod.Post, "webhooks/stripe", body, ("Stripe-Signature", signature));
    }
}
