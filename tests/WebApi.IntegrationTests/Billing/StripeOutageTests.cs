using System.Text.Json;
using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.IntegrationTests.Common;
using Stripe;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Stripe tells that something happened, and then does not say what: backoff, then dead and visible, and a replay mends it.</summary>
[OnEachEngine]
internal sealed class StripeOutageTests(Engine engine) : BillingTests(engine)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    private SignedIn? _root;

    protected override (string Key, string Value)[] Own => [("Jobs:MaxAttempts", "3"), ("Jobs:RetryBaseDelay", Delay.ToString())];

    protected override bool MessagesMayDie => true;

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    [OneTimeSetUp]
    public async Task SignInAsAdministratorAsync() => _root = await (await JoinAsync(TestSettings.Administrator)).SignInAsync();

    [TestCase(FaultKind.RateLimit)]
    [TestCase(FaultKind.ServerError)]
    [TestCase(FaultKind.Reset)]
    [TestCase(FaultKind.Hang)]
    public async Task Backoff_then_dead_and_visible_and_a_replay_mends_it(FaultKind kind)
    {
        var team = await SubscribedAsync();
        await Dashboard.V1.Subscriptions.UpdateAsync(OfStripe(team).Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });
        Stripe.Faults.Add(new Fault(kind) { Times = null, Method = "GET", Delay = TimeSpan.FromMilliseconds(10), RetryAfter = 0 });

        await SettleAsync();

        var dead = (await DeadAsync()).Single();
        Assert.That(dead.GetProperty("attempts").GetInt32(), Is.EqualTo(3));
        Assert.That(dead.Text("lastError"), Does.Contain("Stripe").And.Not.Contain("@"));
        Assert.That(await PausesAsync(dead.Text("id")), Has.Count.EqualTo(2).And.All.GreaterThan(Delay * 0.8));
        var meanwhile = await SubscriptionOfAsync(team);
        Assert.That((meanwhile.Text("planCode"), meanwhile.Text("access")), Is.EqualTo(("pro", "full")), "nobody is downgraded by silence");

        Stripe.Faults.Clear();
        await Root.PostAsync($"admin/webhook-events/{dead.Text("id")}/replay").ShouldBe(202);
        await SettleAsync();

        Assert.That((await SubscriptionOfAsync(team)).GetProperty("cancelAtPeriodEnd").GetBoolean(), Is.True);
        Assert.That(await DeadAsync(), Is.Empty);
    }

    private async Task<IReadOnlyList<JsonElement>> DeadAsync() =>
        [.. (await Root.GetAsync("admin/webhook-events?status=dead").ShouldBeJson()).GetProperty("items").EnumerateArray()];

    /// <summary>From each failed attempt to the next.</summary>
    private async Task<IReadOnlyList<TimeSpan>> PausesAsync(string id)
    {
        var shown = await Root.GetAsync($"admin/webhook-events/{id}").ShouldBeJson();
        var failed = shown.GetProperty("history").EnumerateArray().Select(attempt => attempt.GetProperty("at").GetDateTimeOffset()).ToList();
        return [.. failed.Zip(failed.Skip(1), (first, next) => next - first)];
    }
}
