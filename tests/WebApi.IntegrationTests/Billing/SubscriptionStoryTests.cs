using System.Text.Json;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Changing, cancelling and resuming, as the owners do it and as Stripe then has it.</summary>
[OnEachEngine]
internal sealed class SubscriptionStoryTests(Engine engine) : BillingTests(engine)
{
    protected override (string Key, string Value)[] Own =>
    [
        ("Billing:Plans:3:Code", "enterprise"), ("Billing:Plans:3:Name", "Enterprise"), ("Billing:Plans:3:Prices:0:Interval", "Month"),
        ("Billing:Plans:3:Prices:0:Amount", "9900"), ("Billing:Plans:3:Prices:0:Currency", "usd"), ("Billing:Plans:3:Prices:0:LookupKey", "enterprise_month"),
    ];

    [Test]
    public async Task From_the_checkout_to_the_end()
    {
        var team = await SubscribedAsync();
        Assert.That(await PaidAsync(team), Is.EqualTo(new[] { 1200 }));

        Assert.That((await ChangeAsync(team, "business")).Text("planCode"), Is.EqualTo("business"));
        await SettleAsync();
        Assert.That(await PaidAsync(team), Is.EqualTo(new[] { 1200, 1200 }), "the difference of a whole month");

        Assert.That((await PostAsync(team, "cancel")).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.True);
        Assert.That((await PostAsync(team, "resume")).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.False);
        Assert.That((await PostAsync(team, "cancel")).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.True);
        Assert.That(OfStripe(team).CancelAtPeriodEnd, Is.True);

        await PassAsync(TimeSpan.FromDays(32));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };
        var ended = await SubscriptionOfAsync(team);
        Assert.That((ended.Text("planCode"), ended.Text("status"), ended.Text("access")), Is.EqualTo(("free", "canceled", "full")));
        Assert.That(ended.GetProperty("seats").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await team.Owner.PostAsync($"{team.Path}/billing/resume").ShouldBeProblem(409, "billing.not_subscribed");
        Assert.That((await team.ActionsAsync()).Where(action => action.StartsWith("billing.", StringComparison.Ordinal)).Reverse(), Is.EqualTo(new[]
        {
            "billing.checkout_started", "billing.subscription_started", "billing.invoice_paid", "billing.plan_changed", "billing.invoice_paid",
            "billing.cancellation_scheduled", "billing.cancellation_withdrawn", "billing.cancellation_scheduled", "billing.subscription_ended",
        }));
    }

    [Test]
    public async Task A_downgrade_waits_for_the_period_to_end_and_nothing_is_paid_back()
    {
        var team = await SubscribedAsync("business");

        var changed = await ChangeAsync(team, "pro");

        Assert.That((changed.Text("planCode"), changed.Text("scheduledPlanCode")), Is.EqualTo(("business", "pro")));
        await SettleAsync();
        Assert.That(Stripe.Invoices.Count(invoice => invoice.CustomerId == OfStripe(team).CustomerId), Is.EqualTo(1));
        await PassAsync(TimeSpan.FromDays(32));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };
        var renewed = await SubscriptionOfAsync(team);
        Assert.That((renewed.Text("planCode"), renewed.GetProperty("scheduledPlanCode").ValueKind), Is.EqualTo(("pro", JsonValueKind.Null)));
        Assert.That(await PaidAsync(team), Is.EqualTo(new[] { 1200, 2400 }));
    }

    [Test]
    public async Task Going_back_to_what_is_open_takes_a_waiting_downgrade_back()
    {
        var team = await SubscribedAsync("business");
        await ChangeAsync(team, "pro");

        var back = await ChangeAsync(team, "business");

        Assert.That((back.Text("planCode"), back.GetProperty("scheduledPlanCode").ValueKind), Is.EqualTo(("business", JsonValueKind.Null)));
        await SettleAsync();
        Assert.That(Stripe.Invoices.Count(invoice => invoice.CustomerId == OfStripe(team).CustomerId), Is.EqualTo(1), "it was paid for already");
    }

    [Test]
    public async Task An_upgrade_while_a_downgrade_waits_credits_what_was_paid()
    {
        var team = await SubscribedAsync("business");
        await ChangeAsync(team, "pro");

        var changed = await ChangeAsync(team, "enterprise");

        Assert.That((changed.Text("planCode"), changed.GetProperty("scheduledPlanCode").ValueKind), Is.EqualTo(("enterprise", JsonValueKind.Null)));
        await SettleAsync();
        Assert.That(await PaidAsync(team), Is.EqualTo(new[] { 2400, 9900 - 2400 }));
    }

    [Test]
    public async Task Another_interval_begins_at_once()
    {
        var team = await SubscribedAsync();

        var changed = await ChangeAsync(team, "pro", "year");

        Assert.That((changed.Text("planCode"), changed.Text("interval")), Is.EqualTo(("pro", "year")));
        await SettleAsync();
        Assert.That(await PaidAsync(team), Is.EqualTo(new[] { 1200, 12000 - 1200 }));
    }

    [Test]
    public async Task What_it_has_already_changes_nothing()
    {
        var team = await SubscribedAsync();
        var before = Stripe.Events.Count;

        await ChangeAsync(team, "pro");
        await PostAsync(team, "resume");
        await PostAsync(team, "cancel");
        await PostAsync(team, "cancel");

        Assert.That(Stripe.Events.Skip(before).Count(told => told.Type == "customer.subscription.updated"), Is.EqualTo(1));
        Assert.That((await team.ActionsAsync()).Count(action => action == "billing.cancellation_scheduled"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_upgrade_that_is_not_paid_changes_nothing_until_it_is()
    {
        var team = await SubscribedAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, PaymentOutcome.Declines, "insufficient_funds");

        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "business", interval = "month" })
            .ShouldBeProblem(402, "billing.payment_required");

        await SettleAsync();
        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
        Assert.That(await team.ActionsAsync(), Has.None.EqualTo("billing.plan_changed"));

        Stripe.Control.PayInvoice(OfStripe(team).LatestInvoiceId!, "4242424242424242");
        await SettleAsync();
        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("business"));
        Assert.That(await team.ActionsAsync(), Has.Exactly(1).EqualTo("billing.plan_changed"));
    }

    [Test]
    public async Task An_upgrade_can_be_asked_for_again_with_another_card()
    {
        var team = await SubscribedAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, PaymentOutcome.Declines, "insufficient_funds");
        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "business", interval = "month" }).ShouldBe(402);
        Stripe.Control.ChangeCard(OfStripe(team).CustomerId, "4242424242424242");

        Assert.That((await ChangeAsync(team, "business")).Text("planCode"), Is.EqualTo("business"));
    }

    [Test]
    public async Task Who_owes_a_payment_changes_no_plan()
    {
        var team = await SubscribedAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, PaymentOutcome.Declines);
        await PassAsync(TimeSpan.FromDays(32));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };
        Assert.That((await SubscriptionOfAsync(team)).Text("access"), Is.EqualTo("grace"));

        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "business", interval = "month" })
            .ShouldBeProblem(402, "billing.payment_required");
    }

    [Test]
    public async Task An_end_by_date_is_taken_back_too()
    {
        var team = await SubscribedAsync();
        await Dashboard.V1.Subscriptions.UpdateAsync(OfStripe(team).Id, new() { CancelAt = App.Clock.GetUtcNow().AddDays(9).UtcDateTime });
        await SettleAsync();
        Assert.That((await SubscriptionOfAsync(team)).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.True);

        await PostAsync(team, "resume");

        Assert.That(OfStripe(team).CancelAt, Is.Null);
    }

    [TestCase("change-plan")]
    [TestCase("cancel")]
    [TestCase("resume")]
    [TestCase("portal")]
    public async Task Who_has_no_subscription_has_none_to_change(string action)
    {
        var team = await FoundTeamAsync();

        await team.Owner.PostAsync($"{team.Path}/billing/{action}", new { planCode = "pro", interval = "month" }).ShouldBeProblem(409, "billing.not_subscribed");
    }

    [Test]
    public async Task The_free_plan_is_reached_by_cancelling()
    {
        var team = await SubscribedAsync();

        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "free", interval = "month" }).ShouldBeProblem(409, "billing.cancel_instead");
        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "gold", interval = "month" }).ShouldBeInvalid("planCode");
        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "enterprise", interval = "year" }).ShouldBeInvalid("interval");
    }

    [Test]
    public async Task The_portal_is_a_page_of_Stripes()
    {
        var team = await SubscribedAsync();

        var page = await PostAsync(team, "portal");

        Assert.That(page.Text("url"), Does.StartWith(Stripe.BaseUrl));
    }

    [TestCase(FaultKind.ServerError, false)]
    [TestCase(FaultKind.ServerError, true)]
    [TestCase(FaultKind.Reset, true)]
    public async Task A_change_that_Stripe_did_not_answer_is_made_once(FaultKind kind, bool takesEffect)
    {
        var team = await SubscribedAsync();
        Stripe.Faults.Add(new Fault(kind) { Times = 3, Path = "/v1/subscriptions", Method = "POST", TakesEffect = takesEffect });
        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "business", interval = "month" }).ShouldBeProblem(503, "billing.unavailable");
        Stripe.Faults.Clear();

        var changed = await ChangeAsync(team, "business");

        await SettleAsync();
        Assert.That(changed.Text("planCode"), Is.EqualTo("business"));
        Assert.That(await PaidAsync(team), Is.EqualTo(new[] { 1200, 1200 }));
    }

    /// <summary>What the invoices that are paid were about, the least first: some are of the same second.</summary>
    private static async Task<IEnumerable<long>> PaidAsync(Team team) =>
        (await InvoicesOfAsync(team)).Where(invoice => invoice.Text("status") == "paid").Select(invoice => invoice.GetProperty("amountPaid").GetInt64()).Order();

    private static async Task<JsonElement> ChangeAsync(Team team, string planCode, string interval = "month") =>
        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode, interval }).ShouldBeJson();

    private static async Task<JsonElement> PostAsync(Team team, string action) => await team.Owner.PostAsync($"{team.Path}/billing/{action}").ShouldBeJson();
}
