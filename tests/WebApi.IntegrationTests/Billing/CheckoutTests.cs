using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Buying: one open checkout per organization, whatever happens on the way to Stripe and back.</summary>
[OnEachEngine]
internal sealed class CheckoutTests(Engine engine) : BillingTests(engine)
{
    protected override (string Key, string Value)[] Own =>
    [
        ("Billing:AllowedReturnOrigins:0", "https://shop.example.com"), ("Billing:AllowPromotionCodes", "true"), ("Billing:AutomaticTax", "true"),
        ("Billing:Plans:2:TrialDays", "14"),
    ];

    [Test]
    public async Task Who_never_bought_anything_has_the_free_plan()
    {
        var team = await FoundTeamAsync();

        var answer = await team.Owner.GetAsync($"{team.Path}/subscription").ShouldBe(200);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"planCode":"free","status":"none","interval":null,"seats":null,"currentPeriodEnd":null,"cancelAtPeriodEnd":null,"trialEndsAt":null,"access":"full","scheduledPlanCode":null}"""));
    }

    [Test]
    public async Task A_checkout_that_is_paid_opens_the_plan()
    {
        var team = await FoundTeamAsync();

        var (url, session) = await CheckOutAsync(team);
        Assert.That(url, Does.Contain(session));
        Assert.That((await SubscriptionOfAsync(team)).Text("status"), Is.EqualTo("none"));
        Stripe.Control.PayCheckout(session);
        await SettleAsync();

        var subscription = await SubscriptionOfAsync(team);
        Assert.That(
            (subscription.Text("planCode"), subscription.Text("status"), subscription.Text("interval"), subscription.Text("access")),
            Is.EqualTo(("pro", "active", "month", "full")));
        Assert.That(subscription.GetProperty("seats").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_settings_and_the_organization_reach_Stripe()
    {
        var team = await FoundTeamAsync();

        var (_, id) = await CheckOutAsync(team, "business", "year");

        var session = Stripe.CheckoutSessions[id];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((session.AllowPromotionCodes, session.AutomaticTax, session.TrialDays), Is.EqualTo((true, true, (int?)14)));
            Assert.That(session.ClientReferenceId, Is.EqualTo(team.Id.ToString()));
            Assert.That(session.SuccessUrl, Is.EqualTo($"{TestSettings.BaseUrl}/billing/thank-you?organization={team.Id}"));
            Assert.That(session.CancelUrl, Is.EqualTo($"{TestSettings.BaseUrl}/billing/cancelled"));
            Assert.That(Stripe.Prices[session.Items.Single().PriceId].LookupKey, Is.EqualTo("business_year"));
            Assert.That(Stripe.Customers[session.CustomerId!].Email, Is.EqualTo(team.Owner.Person.Email));
        }
    }

    [Test]
    public async Task The_same_again_is_the_same_page_and_leaves_one_line_in_the_log()
    {
        var team = await FoundTeamAsync();

        var (first, second) = (await CheckOutAsync(team), await CheckOutAsync(team));

        Assert.That(second, Is.EqualTo(first));
        Assert.That((await team.ActionsAsync()).Count(action => action == "billing.checkout_started"), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_plan_closes_the_page_before_and_going_back_opens_a_new_one()
    {
        var team = await FoundTeamAsync();
        var (_, pro) = await CheckOutAsync(team);

        var (_, business) = await CheckOutAsync(team, "business");
        var (_, again) = await CheckOutAsync(team);

        Assert.That(
            new[] { pro, business, again }.Select(id => Stripe.CheckoutSessions[id].Status), Is.EqualTo(new[] { "expired", "expired", "open" }));
    }

    [Test]
    public async Task Two_tabs_at_once_are_sent_to_one_page()
    {
        var team = await FoundTeamAsync();

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CheckOutAsync(team)));

        Assert.That(pages.Distinct().Count(), Is.EqualTo(1));
        Assert.That(OpenSessionsOf(team), Is.EqualTo(1));
        Assert.That(Stripe.Customers.Count(customer => customer.Metadata["organization_id"] == team.Id.ToString()), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_tabs_with_two_plans_leave_one_page_open()
    {
        var team = await FoundTeamAsync();

        await Task.WhenAll(CheckOutAsync(team), CheckOutAsync(team, "business"));
        var (_, last) = await CheckOutAsync(team);

        Assert.That(Stripe.CheckoutSessions[last].Status, Is.EqualTo("open"));
        Assert.That(await App.Database.CountAsync("CheckoutSessions", ("OrganizationId", team.Id)), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_has_subscribed_cannot_buy_again()
    {
        var team = await SubscribedAsync();

        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "business", interval = "month" })
            .ShouldBeProblem(409, "billing.already_subscribed");
    }

    [Test]
    public async Task A_page_that_was_paid_before_Stripe_could_tell_is_found_out()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        Stripe.Control.PayCheckout(session);

        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "pro", interval = "month" })
            .ShouldBeProblem(409, "billing.already_subscribed");

        Assert.That((await SubscriptionOfAsync(team)).Text("planCode"), Is.EqualTo("pro"));
        await SettleAsync();
        Assert.That((await team.ActionsAsync()).Count(action => action == "billing.subscription_started"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_page_that_has_expired_is_replaced_though_the_keys_are_the_same()
    {
        var team = await FoundTeamAsync();
        var (_, first) = await CheckOutAsync(team);

        Stripe.Control.Advance(TimeSpan.FromHours(25));          // only over there, so that the same key would still be replayed
        var (_, second) = await CheckOutAsync(team);

        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(Stripe.CheckoutSessions[second].Status, Is.EqualTo("open"));
    }

    [Test]
    public async Task A_customer_who_was_deleted_over_there_is_made_again()
    {
        var team = await FoundTeamAsync();
        var (_, first) = await CheckOutAsync(team);
        await Dashboard.V1.Customers.DeleteAsync(Stripe.CheckoutSessions[first].CustomerId);

        var (_, second) = await CheckOutAsync(team, "business");

        Assert.That(Stripe.CheckoutSessions[second].CustomerId, Is.Not.EqualTo(Stripe.CheckoutSessions[first].CustomerId));
    }

    [Test]
    public async Task There_is_one_trial_per_organization()
    {
        var team = await SubscribedAsync("business");
        Assert.That((await SubscriptionOfAsync(team)).Text("status"), Is.EqualTo("trialing"));
        var subscription = Stripe.Subscriptions.Single(found => found.Metadata["organization_id"] == team.Id.ToString());
        await Dashboard.V1.Subscriptions.CancelAsync(subscription.Id);
        await SettleAsync();

        var (_, second) = await CheckOutAsync(team, "business");

        Assert.That(Stripe.CheckoutSessions[second].TrialDays, Is.Null);
    }

    [TestCase(FaultKind.ServerError)]
    [TestCase(FaultKind.Reset)]
    [TestCase(FaultKind.RateLimit)]
    public async Task Who_finds_Stripe_down_can_buy_when_it_is_back(FaultKind kind)
    {
        var team = await FoundTeamAsync();
        Stripe.Faults.Add(new Fault(kind) { Times = null, Method = "POST" });

        var refused = await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "pro", interval = "month" });

        await refused.ShouldBeProblem(503, "billing.unavailable");
        Assert.That(refused.Header("Retry-After"), Is.Not.Null);
        Stripe.Faults.Clear();
        var (_, session) = await CheckOutAsync(team);
        Assert.That(Stripe.CheckoutSessions[session].Status, Is.EqualTo("open"));
    }

    [TestCase(FaultKind.ServerError)]
    [TestCase(FaultKind.Reset)]
    public async Task What_took_effect_without_an_answer_is_not_sold_twice(FaultKind kind)
    {
        var team = await FoundTeamAsync();
        await CheckOutAsync(team);
        Stripe.Faults.Add(new Fault(kind) { Times = 3, Path = "/v1/checkout/sessions", Method = "POST", TakesEffect = true });
        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "business", interval = "month" }).ShouldBeProblem(503, "billing.unavailable");

        var page = await CheckOutAsync(team, "business");

        Assert.That(await CheckOutAsync(team, "business"), Is.EqualTo(page));
    }

    [TestCase("planCode", "nothing", "month")]
    [TestCase("planCode", "free", "month")]
    [TestCase("planCode", null, "month")]
    [TestCase("interval", "pro", null)]
    public async Task What_is_not_sold_cannot_be_bought(string field, string? planCode, string? interval)
    {
        var team = await FoundTeamAsync();

        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode, interval }).ShouldBeInvalid(field);
    }

    [TestCase("https://evil.example.com/thanks")]
    [TestCase("https://app.mysaas.test.evil.example/")]
    [TestCase("https://app.mysaas.test@evil.example/")]
    [TestCase("https://someone@app.mysaas.test/")]
    [TestCase("http://app.mysaas.test/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("//app.mysaas.test/")]
    [TestCase("/thanks")]
    [TestCase("")]
    public async Task A_page_leads_back_only_to_us(string url)
    {
        var team = await FoundTeamAsync();

        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "pro", interval = "month", successUrl = url, cancelUrl = url })
            .ShouldBeInvalid("successUrl", "cancelUrl");
    }

    [Test]
    public async Task A_page_leads_back_to_whom_the_settings_name()
    {
        var team = await FoundTeamAsync();

        var body = new { planCode = "pro", interval = "month", successUrl = "https://shop.example.com/done?s={CHECKOUT_SESSION_ID}", cancelUrl = TestSettings.BaseUrl };
        var page = await team.Owner.PostAsync($"{team.Path}/billing/checkout", body).ShouldBeJson();

        Assert.That(Stripe.CheckoutSessions[page.Text("sessionId")].SuccessUrl, Is.EqualTo(body.successUrl));
    }

    private int OpenSessionsOf(Team team) =>
        Stripe.CheckoutSessions.Count(session => session.ClientReferenceId == team.Id.ToString() && session.Status == "open");
}
