using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;
using MySaas.WebApi.IntegrationTests.Common;
using NUnit.Framework.Interfaces;
using Stripe;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>The app and Stripe's simulator in one process, with the real gateway between them. Both go by the app's clock.</summary>
internal abstract class BillingTests : ApiTests
{
    private const string Secret = "whsec_test";

    private readonly HttpClient _toStripe;

    protected BillingTests(Engine engine) : base(engine)
    {
        Stripe = new StripeWorld(new WorldOptions { TaxPercent = 10 }, new AppTime(() => IsStarted ? App.Clock : TimeProvider.System));
        _toStripe = new HttpClient(new SimulatorHandler(Stripe));
        Dashboard = new StripeClient("sk_test_1", httpClient: new SystemNetHttpClient(_toStripe, maxNetworkRetries: 2));
    }

    protected StripeWorld Stripe { get; }

    /// <summary>What somebody does over there behind our back; the app has the same client.</summary>
    protected StripeClient Dashboard { get; }

    /// <summary>Settings beyond those that lead to the simulator.</summary>
    protected virtual (string Key, string Value)[] Own => [];

    protected override TestSettings Settings => new([("Stripe:SecretKey", "sk_test_1"), ("Stripe:WebhookSecrets:0", Secret), .. Own])
    {
        Services = services => services.AddSingleton(Dashboard),
    };

    private bool IsStarted { get; set; }

    [OneTimeSetUp]
    public void Listen()
    {
        IsStarted = true;
        Stripe.Control.AddWebhookEndpoint(secrets: [Secret]);
    }

    [OneTimeTearDown]
    public void HangUp() => _toStripe.Dispose();

    [TearDown]
    public void MendStripe() => Stripe.Faults.Clear();

    [TearDown]
    public async Task TellWhatTheOutboxHeldAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status is not TestStatus.Failed)
            return;
        foreach (var line in await App.Database.DescribeMessagesAsync())
            await TestContext.Out.WriteLineAsync(line);
    }

    protected async Task<Team> FoundTeamAsync() => await Team.FoundAsync(await SignedInAsync());

    /// <summary>A team whose owner has bought a plan and paid.</summary>
    protected async Task<Team> SubscribedAsync(string planCode = "pro", string interval = "month")
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team, planCode, interval);
        Stripe.Control.PayCheckout(session);
        await SettleAsync();
        return team;
    }

    protected static async Task<(string Url, string SessionId)> CheckOutAsync(Team team, string planCode = "pro", string interval = "month")
    {
        var page = await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode, interval }).ShouldBeJson();
        return (page.Text("url"), page.Text("sessionId"));
    }

    protected static async Task<JsonElement> SubscriptionOfAsync(Team team) => await team.Owner.GetAsync($"{team.Path}/subscription").ShouldBeJson();

    /// <summary>Newest first.</summary>
    protected static async Task<IReadOnlyList<JsonElement>> InvoicesOfAsync(Team team) =>
        [.. (await team.Owner.GetAsync($"{team.Path}/billing/invoices").ShouldBeJson()).GetProperty("items").EnumerateArray()];

    /// <summary>The team's subscription as it is over there; the newest if there are several.</summary>
    protected StripeSimulator.Subscriptions.Subscription OfStripe(Team team) =>
        Stripe.Subscriptions.Last(subscription => subscription.Metadata.GetValueOrDefault("organization_id") == team.Id.ToString());

    /// <summary>Delivers what Stripe has to tell until it has nothing more to tell, and nothing is left to do here.</summary>
    protected async Task SettleAsync()
    {
        do
        {
            while (Stripe.Webhooks.Take() is { } delivery)
            {
                using var body = new ByteArrayContent(delivery.Payload);
                var answer = await App.Client().SendAsync(HttpMethod.Post, "webhooks/stripe", body, ("Stripe-Signature", delivery.Sign())).ShouldBe(200);
                Stripe.Webhooks.Complete(delivery, (int)answer.StatusCode);
            }

            await App.WorkIsDoneAsync();
        }
        while (Stripe.Webhooks.Pending.Count > 0);
    }

    /// <summary>Time passes, here and at Stripe, and all that it brings about is done. Whoever is signed in has to sign in again.</summary>
    protected async Task PassAsync(TimeSpan time)
    {
        App.Clock.Travel(time);
        Stripe.Control.CatchUp();
        await SettleAsync();
    }

    private sealed class AppTime(Func<TimeProvider> time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time().GetUtcNow();
    }
}
