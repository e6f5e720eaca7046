using System.Text.Json;
using MySaas.StripeSimulator.Webhooks;
using MySaas.WebApi.IntegrationTests.Common;
using Stripe;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Webhooks get lost, and our copy is Stripe's all the same.</summary>
[OnEachEngine]
internal sealed class ReconciliationTests(Engine engine) : BillingTests(engine)
{
    private SignedIn? _root;

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    [OneTimeSetUp]
    public async Task SignInAsAdministratorAsync() => _root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

    [SetUp]
    public void LoseWhatIsTold() => Stripe.Webhooks.Faults = new WebhookFaults { Drop = ["*"] };

    [TearDown]
    public void LoseNothing() => Stripe.Webhooks.Faults = WebhookFaults.None;

    [Test]
    public async Task The_state_changed_at_Stripe_and_no_webhook_came()
    {
        var team = await SubscribedWithWebhooksAsync();
        var subscription = OfStripe(team);
        await Dashboard.V1.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });

        await ReconcileAsync();

        Assert.That((await SubscriptionOfAsync(team)).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.True);
        var found = await DriftOfAsync(team);
        Assert.That(found.Select(entry => (entry.Text("field"), entry.Text("ours"), entry.Text("stripes"))), Does.Contain(("cancelAtPeriodEnd", "false", "true")));
        Assert.That(found.Select(entry => entry.Text("subscriptionId")), Is.All.EqualTo(subscription.Id));
        Assert.That(found.Select(entry => entry.GetProperty("repairedAt").GetDateTimeOffset()), Is.All.EqualTo(App.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Seats_that_were_changed_at_Stripe_are_set_back()
    {
        var team = await SubscribedWithWebhooksAsync();
        var subscription = OfStripe(team);
        await Dashboard.V1.Subscriptions.UpdateAsync(
            subscription.Id, new SubscriptionUpdateOptions { Items = [new() { Id = subscription.Items[0].Id, Quantity = 5 }] });

        await ReconcileAsync();

        Assert.That(OfStripe(team).Items.Single().Quantity, Is.EqualTo(1));
        Assert.That((await SubscriptionOfAsync(team)).GetProperty("seats").GetInt32(), Is.EqualTo(1));
        Assert.That((await DriftOfAsync(team)).Select(entry => (entry.Text("field"), entry.Text("stripes"))), Does.Contain(("seats", "5")));
    }

    [Test]
    public async Task What_was_repaired_is_not_found_again()
    {
        var team = await SubscribedWithWebhooksAsync();
        await Dashboard.V1.Subscriptions.CancelAsync(OfStripe(team).Id);
        await ReconcileAsync();
        var first = await DriftOfAsync(team);

        await ReconcileAsync();

        Assert.That((await SubscriptionOfAsync(team)).Text("status"), Is.EqualTo("canceled"));
        Assert.That(first.Select(entry => entry.Text("field")), Is.SupersetOf(new[] { "status", "endedAt" }));
        Assert.That((await DriftOfAsync(team)).Select(entry => entry.Text("id")), Is.EqualTo(first.Select(entry => entry.Text("id"))));
    }

    [Test]
    public async Task A_checkout_of_which_nothing_was_heard_opens_the_plan_and_its_invoice_is_there()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        Stripe.Control.PayCheckout(session);

        await ReconcileAsync();

        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
        Assert.That((await InvoicesOfAsync(team)).Select(invoice => invoice.Text("status")), Is.EqualTo(new[] { "paid" }));
        var found = await DriftOfAsync(team);
        Assert.That(found.Select(entry => (entry.Text("field"), entry.GetProperty("ours").GetString())), Is.SupersetOf(new[] { ("status", "none"), ("planCode", "free"), ("latestInvoice", null) }));
    }

    [Test]
    public async Task A_renewal_that_failed_is_found()
    {
        var team = await SubscribedWithWebhooksAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, StripeSimulator.Customers.PaymentOutcome.Declines);
        Stripe.Control.Advance(TimeSpan.FromDays(32));           // only over there

        await ReconcileAsync();

        Assert.That((await SubscriptionOfAsync(team)).Text("status"), Is.EqualTo("pastDue"));
    }

    [Test]
    public async Task While_Stripe_is_down_nobody_loses_anything_and_the_walk_goes_on_when_it_is_back()
    {
        var team = await SubscribedWithWebhooksAsync();
        await Dashboard.V1.Subscriptions.UpdateAsync(OfStripe(team).Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });
        Stripe.Faults.Add(new StripeSimulator.Protocol.Fault(StripeSimulator.Protocol.FaultKind.ServerError) { Times = 4, Path = "/v1/subscriptions" });

        await ReconcileAsync();

        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
        Assert.That(await DriftOfAsync(team), Is.Not.Empty);
    }

    [Test]
    public async Task More_than_a_page_is_walked_to_its_end()
    {
        var team = await SubscribedWithWebhooksAsync();
        await Dashboard.V1.Subscriptions.UpdateAsync(OfStripe(team).Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });
        await CrowdOutAsync(team, 101);

        await ReconcileAsync();

        Assert.That(await DriftOfAsync(team), Is.Not.Empty);
    }

    [Test]
    public async Task Events_that_no_webhook_brought_are_fetched_and_processed_once()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        Stripe.Control.PayCheckout(session);

        await RunMissedEventsAsync();
        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
        Assert.That(await DriftOfAsync(team), Is.Empty);
        var stored = await App.Database.CountAsync("WebhookEvents", ("CustomerId", OfStripe(team).CustomerId));
        await RunMissedEventsAsync();
        Stripe.Webhooks.Faults = WebhookFaults.None;
        Stripe.Webhooks.RedeliverLost();
        await SettleAsync();

        Assert.That(stored, Is.GreaterThan(2));
        Assert.That(await App.Database.CountAsync("WebhookEvents", ("CustomerId", OfStripe(team).CustomerId), ("IsIgnored", false)), Is.EqualTo(stored));
        Assert.That((await team.ActionsAsync()).Count(action => action == "billing.subscription_started"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_list_pages_newest_first_and_is_for_administrators()
    {
        var team = await SubscribedWithWebhooksAsync();
        await Dashboard.V1.Subscriptions.CancelAsync(OfStripe(team).Id);
        await ReconcileAsync();

        var first = await Root.GetAsync("admin/billing/drift?limit=1").ShouldBeJson();
        var second = await Root.GetAsync($"admin/billing/drift?limit=1&cursor={first.Text("nextCursor")}").ShouldBeJson();

        Assert.That(
            new[] { first, second }.Select(page => page.GetProperty("items")[0].Text("id")), Is.Unique.And.Ordered.Descending);
        await team.Owner.GetAsync("admin/billing/drift").ShouldBeProblem(403, "auth.forbidden");
        await team.Owner.PostAsync("admin/billing/reconcile").ShouldBeProblem(403, "auth.forbidden");
        await Root.GetAsync("admin/billing/drift?cursor=x").ShouldBeInvalid("cursor");
    }

    private async Task<Team> SubscribedWithWebhooksAsync()
    {
        Stripe.Webhooks.Faults = WebhookFaults.None;
        var team = await SubscribedAsync();
        LoseWhatIsTold();
        return team;
    }

    private async Task ReconcileAsync()
    {
        await Root.PostAsync("admin/billing/reconcile").ShouldBe(202);
        await App.WorkIsDoneAsync();
    }

    private async Task RunMissedEventsAsync()
    {
        await Root.PostAsync("admin/jobs/missed-events/run").ShouldBe(202);
        await App.WorkIsDoneAsync();
    }

    private async Task<IReadOnlyList<JsonElement>> DriftOfAsync(Team team) =>
    [
        .. (await Root.GetAsync("admin/billing/drift?limit=100").ShouldBeJson()).GetProperty("items").EnumerateArray()
            .Where(entry => entry.Text("organizationId") == team.Id.ToString()),
    ];

    /// <summary>Newer subscriptions of somebody else's customers, which Stripe lists first.</summary>
    private async Task CrowdOutAsync(Team team, int count)
    {
        var price = OfStripe(team).Items[0].PriceId;
        for (var i = 0; i < count; i++)
        {
            var customer = await Dashboard.V1.Customers.CreateAsync(new CustomerCreateOptions());
            await Dashboard.V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions { Customer = customer.Id, Items = [new() { Price = price }], TrialPeriodDays = 30 });
        }
    }
}
