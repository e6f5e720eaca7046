using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.IntegrationTests.Common;
using Stripe.Billing;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>What a feature records is counted at Stripe, once, and only if it was committed.</summary>
[OnEachEngine]
internal sealed class MeteredUsageTests(Engine engine) : BillingTests(engine)
{
    private const string Meter = "api_calls";

    [OneTimeSetUp]
    public async Task InstallMeterAsync() => await Dashboard.V1.Billing.Meters.CreateAsync(new MeterCreateOptions
    {
        DisplayName = "API calls",
        EventName = Meter,
        DefaultAggregation = new() { Formula = "sum" },
    });

    [TestCase(FaultKind.ServerError, true)]
    [TestCase(FaultKind.ServerError, false)]
    [TestCase(FaultKind.Reset, true)]
    public async Task Each_use_counts_once_whatever_becomes_of_the_answers(FaultKind kind, bool takesEffect)
    {
        var team = await SubscribedAsync();
        Stripe.Faults.Add(new Fault(kind) { Times = 4, Path = "/v1/billing/meter_events", TakesEffect = takesEffect });

        await UseAsync(team, 3);
        await UseAsync(team, 4);
        await SettleAsync();

        var counted = Stripe.MeterEvents.Where(used => used.Payload["stripe_customer_id"] == OfStripe(team).CustomerId).Select(used => used.Payload["value"]);
        Assert.That(counted, Is.EquivalentTo(new[] { "3", "4" }));
    }

    [Test]
    public async Task What_was_not_committed_was_not_used()
    {
        var team = await SubscribedAsync();

        await UseAsync(team, 3, commits: false);
        await SettleAsync();

        Assert.That(Stripe.MeterEvents.Where(used => used.Payload["stripe_customer_id"] == OfStripe(team).CustomerId), Is.Empty);
    }

    private async Task UseAsync(Team team, long quantity, bool commits = true)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(team.Id);
        scope.ServiceProvider.GetRequiredService<MeteredUsage>().Record(Meter, quantity);
        if (commits)
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
    }
}
