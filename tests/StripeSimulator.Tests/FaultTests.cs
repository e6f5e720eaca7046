using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Tests.Common;
using MySaas.StripeSimulator.Webhooks;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

public sealed class FaultTests
{
    [Test]
    public async Task A_reset_reaches_the_client_as_a_broken_connection()
    {
        using var stripe = new Simulation();
        stripe.World.Faults.Add(new Fault(FaultKind.Reset) { TakesEffect = true });

        Assert.That(async () => await stripe.V1.Customers.CreateAsync(new CustomerCreateOptions()), Throws.TypeOf<HttpRequestException>());
        Assert.That(stripe.World.Customers, Has.Count.EqualTo(1));
        Assert.That(stripe.World.Requests.All.Single().Fault, Is.EqualTo(FaultKind.Reset));
    }

    [Test]
    public async Task A_hanging_call_ends_only_with_the_callers_patience()
    {
        using var stripe = new Simulation();
        using var patience = new CancellationTokenSource();
        stripe.World.Faults.Add(new Fault(FaultKind.Hang));

        var call = stripe.V1.Customers.CreateAsync(new CustomerCreateOptions(), cancellationToken: patience.Token);
        var wasWaiting = !call.IsCompleted;
        await patience.CancelAsync();

        Assert.That(wasWaiting, Is.True);
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(stripe.World.Customers, Is.Empty);
    }

    [Test]
    public async Task Faults_choose_their_calls_by_method_path_and_number()
    {
        using var stripe = new Simulation();
        stripe.World.Faults.Add(new Fault(FaultKind.ServerError) { Method = "POST", Path = "/v1/customers", After = 1, Times = 2 });

        var outcomes = new List<bool>();
        for (var call = 0; call < 4; call++)
        {
            await stripe.V1.Customers.ListAsync();
            outcomes.Add(await SucceedsAsync(() => stripe.V1.Customers.CreateAsync(new CustomerCreateOptions())));
        }

        Assert.That(outcomes, Is.EqualTo([true, false, false, true]));
        Assert.That(stripe.World.Faults.Pending, Is.Empty);
    }

    [Test]
    public async Task Webhooks_are_duplicated_dropped_and_held_on_request()
    {
        using var stripe = new Simulation();
        var webhooks = stripe.World.Webhooks;
        stripe.Control.AddWebhookEndpoint(types: ["customer.created", "product.created"]);

        webhooks.Faults = new WebhookFaults { Duplicates = 2, Drop = ["product.created"] };
        await stripe.CustomerAsync(card: null);
        await stripe.PriceAsync();
        var pending = webhooks.Pending.Select(delivery => delivery.Event.Type).ToList();
        webhooks.Faults = new WebhookFaults { Hold = true };
        var held = webhooks.Take();
        webhooks.Faults = WebhookFaults.None;

        Assert.That(pending, Is.EqualTo(["customer.created", "customer.created", "customer.created"]));
        Assert.That(webhooks.Done.Select(delivery => delivery.Status), Is.All.EqualTo(DeliveryStatus.Dropped).And.Exactly(3).Items);
        Assert.That(held, Is.Null);
        Assert.That(webhooks.Take(), Is.Not.Null);
        Assert.That(webhooks.RedeliverLost(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_delayed_webhook_waits_and_a_corrupt_one_has_a_wrong_signature()
    {
        using var stripe = new Simulation();
        var webhooks = stripe.World.Webhooks;
        stripe.Control.AddWebhookEndpoint(secrets: ["whsec_right"]);
        webhooks.Faults = new WebhookFaults { Delay = TimeSpan.FromMinutes(1), Corrupt = true };

        await stripe.CustomerAsync(card: null);
        var early = webhooks.Take();
        stripe.Time.Advance(TimeSpan.FromMinutes(1));
        var delivery = webhooks.Take()!;

        var payload = System.Text.Encoding.UTF8.GetString(delivery.Payload);
        Assert.That(early, Is.Null);
        Assert.That(
            () => EventUtility.ValidateSignature(payload, delivery.Sign(), "whsec_right", 300, stripe.Time.GetUtcNow().ToUnixTimeSeconds()),
            Throws.TypeOf<StripeException>());
        Assert.That(webhooks.Redeliver(delivery.Event.Id).Single().Sign(), Is.Not.EqualTo(delivery.Sign()), "sent again it is right");
    }

    private static async Task<bool> SucceedsAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (StripeException)
        {
            return false;
        }
    }
}
