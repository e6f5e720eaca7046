using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Webhooks;
using MySaas.WebApi.IntegrationTests.Common;
using Stripe;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Faults that real systems have shipped, one test each, named after the fault that is not here.</summary>
[OnEachEngine]
internal sealed class FaultListTests(Engine engine) : BillingTests(engine)
{
    [TearDown]
    public void MendWebhooks() => Stripe.Webhooks.Faults = WebhookFaults.None;

    [Test]
    public async Task Duplicate_deliveries_send_two_receipts()
    {
        Stripe.Webhooks.Faults = new WebhookFaults { Duplicates = 3 };

        var team = await SubscribedAsync();

        Assert.That(await ReceiptsAsync(team), Is.EqualTo(1));
    }

    [Test]
    public async Task An_older_event_overwrites_a_newer_one()
    {
        var team = await SubscribedAsync();
        var older = await ToldOfAsync(() => SetCancellationAsync(team, true));
        App.Clock.Travel(TimeSpan.FromSeconds(5));
        var newer = await ToldOfAsync(() => SetCancellationAsync(team, false));

        await DeliverAsync(newer);
        await DeliverAsync(older);

        Assert.That((await SubscriptionOfAsync(team)).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Events_of_the_same_second_are_compared_by_their_created()
    {
        var team = await SubscribedAsync();
        var first = await ToldOfAsync(() => SetCancellationAsync(team, true));
        var second = await ToldOfAsync(() => SetCancellationAsync(team, false));

        await DeliverAsync(second);
        await DeliverAsync(first);

        Assert.That((await SubscriptionOfAsync(team)).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_late_created_resurrects_a_cancelled_subscription()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        var created = await ToldOfAsync(() => Pay(session));
        var deleted = await ToldOfAsync(() => Dashboard.V1.Subscriptions.CancelAsync(OfStripe(team).Id));

        await DeliverAsync(deleted);
        await DeliverAsync(created);

        var subscription = await SubscriptionOfAsync(team);
        Assert.That((subscription.Text("planCode"), subscription.Text("status")), Is.EqualTo(("free", "canceled")));
    }

    [Test]
    public async Task An_event_is_marked_done_though_its_handler_failed()
    {
        var team = await SubscribedAsync();
        var told = await ToldOfAsync(() => SetCancellationAsync(team, true));
        var eventId = told.Single(delivery => delivery.Event.Type == "customer.subscription.updated").Event.Id;
        Stripe.Faults.Add(new Fault(FaultKind.ServerError) { Times = null, Path = "/v1/subscriptions", Method = "GET" });

        await SendAsync(told);
        await Eventually.HoldsAsync(
            async () => await App.Database.CountAsync("OutboxMessages", ("Type", "billing.process_webhook_event.v1"), ("Attempts", 2)) > 0, "it was tried");
        Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", eventId), ("Attempts", 0)), Is.EqualTo(1), "it is not done");
        Stripe.Faults.Clear();
        await App.WorkIsDoneAsync();

        Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", eventId), ("Attempts", 0)), Is.Zero, "it is done");
        Assert.That((await SubscriptionOfAsync(team)).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.True);
    }

    [Test]
    public async Task An_answer_of_200_is_sent_before_anything_is_stored()
    {
        var team = await SubscribedAsync();

        foreach (var delivery in await ToldOfAsync(() => SetCancellationAsync(team, true)))
        {
            await SendAsync([delivery]);
            Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", delivery.Event.Id)), Is.EqualTo(1), "at the very moment of the answer");
        }
    }

    [Test]
    public async Task An_unknown_event_type_is_a_400()
    {
        var team = await SubscribedAsync();

        var told = await ToldOfAsync(() => Dashboard.V1.Customers.UpdateAsync(OfStripe(team).CustomerId, new() { Name = "Difference Engines" }));
        var unknown = await ToldOfAsync(() => Dashboard.V1.Products.CreateAsync(new() { Name = "A mug" }));

        Assert.That(unknown.Select(delivery => delivery.Event.Type), Has.Some.EqualTo("product.created"));
        await SendAsync([.. told, .. unknown]);
    }

    [Test]
    public async Task A_500_repeats_a_side_effect_at_every_retry()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        Stripe.Faults.Add(new Fault(FaultKind.ServerError) { Times = 8, Path = "/v1/invoices", Method = "GET" });

        await DeliverAsync(await ToldOfAsync(() => Pay(session)));
        await App.WorkIsDoneAsync();

        Assert.That(await ReceiptsAsync(team), Is.EqualTo(1));
        Assert.That((await team.ActionsAsync()).Count(action => action == "billing.subscription_started"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_libraries_version_check_turns_every_delivery_into_a_bad_signature()
    {
        var body = """{"id":"evt_of_2019","object":"event","api_version":"2019-05-16","created":1790000000,"livemode":false,"type":"invoice.paid","data":{"object":{"id":"in_1","object":"invoice","customer":"cus_unknown"}}}""";

        await App.Client().SendAsync(HttpMethod.Post, "webhooks/stripe", ApiClient.Raw(body), ("Stripe-Signature", Signed(body))).ShouldBe(200);

        Assert.That(await App.Database.CountAsync("WebhookEvents", ("EventId", "evt_of_2019")), Is.EqualTo(1));
    }

    [Test]
    public async Task No_secret_is_configured_so_every_signature_passes()
    {
        await using var app = await TestApp.StartAsync(Engine, new TestSettings());
        var body = """{"id":"evt_1","object":"event","created":1790000000,"livemode":false,"type":"invoice.paid","data":{"object":{"id":"in_1","object":"invoice"}}}""";

        foreach (var signature in new[] { Signed(body), EventUtility.GenerateSignatureHeader(body, ""), "" })
            await app.Client().SendAsync(HttpMethod.Post, "webhooks/stripe", ApiClient.Raw(body), ("Stripe-Signature", signature))
                .ShouldBeProblem(400, "billing.invalid_signature");

        Assert.That(await app.Database.CountAsync("WebhookEvents"), Is.Zero);
    }

    [Test]
    public async Task Two_tabs_are_two_subscriptions()
    {
        var team = await FoundTeamAsync();

        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await CheckOutAsync(team)).SessionId));
        foreach (var session in sessions.Distinct())
            await Pay(session);
        await SettleAsync();

        Assert.That(sessions.Distinct().Count(), Is.EqualTo(1));
        Assert.That(LiveOf(team), Is.EqualTo(1));
    }

    [Test]
    public async Task The_success_page_signs_in_whoever_knows_a_session_id()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        await Pay(session);
        await SettleAsync();

        using var page = await App.Client().GetAsync($"/billing/thank-you?organization={team.Id}&session_id={session}").ShouldBe(200);

        Assert.That(page.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Not.Contain("accessToken").And.Not.Contain(session));
    }

    [Test]
    public async Task Past_due_is_ignored()
    {
        var team = await SubscribedAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, PaymentOutcome.Declines);

        await PassAsync(TimeSpan.FromDays(31) + TimeSpan.FromHours(2));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };
        Assert.That((await SubscriptionOfAsync(team)).Text("access"), Is.EqualTo("grace"));
        await PassAsync(TimeSpan.FromDays(7));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };

        Assert.That((await SubscriptionOfAsync(team)).Text("access"), Is.EqualTo("restricted"));
        await team.Owner.PostAsync($"{team.Path}/invitations", new { email = "guest@example.com", role = "member" }).ShouldBeProblem(402, "billing.payment_required");
        await team.Owner.GetAsync($"{team.Path}/members").ShouldBe(200);
    }

    [Test]
    public async Task Incomplete_is_given_access()
    {
        var team = await FoundTeamAsync();
        await CheckOutAsync(team);
        var customer = Stripe.Customers.Last(customer => customer.Metadata.GetValueOrDefault("organization_id") == team.Id.ToString()).Id;

        await Dashboard.V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer,
            Items = [new() { Price = Stripe.Prices.First(price => price.LookupKey == "pro_month").Id }],
            PaymentBehavior = "default_incomplete",
            Metadata = new() { ["organization_id"] = team.Id.ToString() },
        });
        await SettleAsync();

        var subscription = await SubscriptionOfAsync(team);
        Assert.That((subscription.Text("planCode"), subscription.Text("status")), Is.EqualTo(("free", "incomplete")));
    }

    [Test]
    public async Task An_outage_is_read_as_no_subscription_and_everybody_is_downgraded()
    {
        var team = await SubscribedAsync();
        var told = await ToldOfAsync(() => SetCancellationAsync(team, true));

        foreach (var kind in new[] { FaultKind.ServerError, FaultKind.RateLimit, FaultKind.Reset })
            Stripe.Faults.Add(new Fault(kind) { Times = 3, Method = "GET" });
        await SendAsync(told);
        await Eventually.HoldsAsync(
            async () => await App.Database.CountAsync("OutboxMessages", ("Type", "billing.process_webhook_event.v1"), ("Attempts", 2)) > 0, "Stripe was asked in vain");

        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
        Stripe.Faults.Clear();
        await App.WorkIsDoneAsync();
        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
    }

    [Test]
    public async Task Seats_are_billed_on_invitation_or_never()
    {
        var team = await SubscribedAsync();
        var guest = await SignedInAsync();

        var token = await team.InviteAsync(team.Owner, guest.Person, "member");
        await SettleAsync();
        Assert.That(OfStripe(team).Items[0].Quantity, Is.EqualTo(1), "an invitation costs nothing");
        await guest.PostAsync("invitations/accept", new { token }).ShouldBe(200);
        await SettleAsync();
        Assert.That(OfStripe(team).Items[0].Quantity, Is.EqualTo(2));
        await team.RemoveAsync(team.Owner, guest).ShouldBe(204);
        await SettleAsync();

        Assert.That(OfStripe(team).Items[0].Quantity, Is.EqualTo(1));
    }

    [Test]
    public async Task A_prorated_invoice_with_several_lines_is_rejected()
    {
        var team = await SubscribedAsync();
        App.Clock.Travel(TimeSpan.FromMinutes(5));

        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "business", interval = "month" }).ShouldBe(200);
        await SettleAsync();

        var prorated = Stripe.Invoices.Last(invoice => invoice.CustomerId == OfStripe(team).CustomerId);
        Assert.That(prorated.Lines, Has.Count.GreaterThan(1));
        Assert.That((await InvoicesOfAsync(team)).Select(invoice => invoice.Text("number")), Has.Some.EqualTo(prorated.Number));
    }

    [Test]
    public async Task Fields_are_read_from_where_older_API_versions_kept_them()
    {
        var team = await SubscribedAsync();

        var subscription = await SubscriptionOfAsync(team);

        Assert.That(subscription.GetProperty("currentPeriodEnd").GetDateTimeOffset(), Is.EqualTo(OfStripe(team).CurrentPeriodEnd));
        Assert.That(
            await App.Database.CountAsync("Invoices", ("SubscriptionId", OfStripe(team).Id), ("OrganizationId", team.Id)), Is.EqualTo(1),
            "the invoice knows its subscription");
    }

    private string Signed(string body) => EventUtility.GenerateSignatureHeader(body, "whsec_test", App.Clock.GetUtcNow().ToUnixTimeSeconds());

    private int LiveOf(Team team) => Stripe.Subscriptions.Count(
        subscription => subscription.Metadata.GetValueOrDefault("organization_id") == team.Id.ToString() && !subscription.HasEnded);

    private Task Pay(string session)
    {
        Stripe.Control.PayCheckout(session);
        return Task.CompletedTask;
    }

    private Task<Subscription> SetCancellationAsync(Team team, bool atPeriodEnd) =>
        Dashboard.V1.Subscriptions.UpdateAsync(OfStripe(team).Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = atPeriodEnd });

    /// <summary>What Stripe wants to tell of something that is done there; it is not delivered yet.</summary>
    private async Task<IReadOnlyList<Delivery>> ToldOfAsync(Func<Task> act)
    {
        var before = Stripe.Webhooks.Pending.Select(delivery => delivery.Number).ToHashSet();
        await act();
        return [.. Stripe.Webhooks.Pending.Where(delivery => !before.Contains(delivery.Number))];
    }

    private async Task SendAsync(IReadOnlyList<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            using var body = new ByteArrayContent(delivery.Payload);
            await App.Client().SendAsync(HttpMethod.Post, "webhooks/stripe", body, ("Stripe-Signature", delivery.Sign())).ShouldBe(200);
            Stripe.Webhooks.Complete(delivery, 200);
        }
    }

    private async Task DeliverAsync(IReadOnlyList<Delivery> deliveries)
    {
        await SendAsync(deliveries);
        await App.WorkIsDoneAsync();
    }

    private async Task<int> ReceiptsAsync(Team team)
    {
        var number = Stripe.Invoices.Last(invoice => invoice.CustomerId == OfStripe(team).CustomerId).Number!;
        return (await App.Inbox.AllAsync(team.Owner.Person.Email)).Count(mail => mail.Text.Contains(number, StringComparison.Ordinal));
    }
}
