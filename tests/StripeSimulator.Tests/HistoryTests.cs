using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Tests.Common;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Tests;

/// <summary>Whatever is done in whatever order, the books agree and time goes on.</summary>
public sealed class HistoryTests
{
    private const int Histories = 100;
    private const int Steps = 40;

    [Test]
    public async Task After_any_history_the_books_agree()
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            using var stripe = new Simulation(new WorldOptions { Seed = seed, AfterRetries = (AfterRetries)(seed % 3) });
            var history = new History(stripe, new Random(seed));
            await history.BeginAsync();
            for (var step = 0; step < Steps; step++)
            {
                var done = await history.StepAsync();
                Assert.That(Faults(stripe.World), Is.Empty, $"seed {seed}, step {step}: {done}");
            }
        }
    }

    [Test]
    public async Task A_restored_world_is_the_same()
    {
        using var stripe = new Simulation();
        var history = new History(stripe, new Random(11));
        await history.BeginAsync();
        for (var step = 0; step < 100; step++)
            await history.StepAsync();
        var saved = stripe.World.Snapshot();

        var restored = new StripeWorld(time: stripe.Time);
        restored.Restore(System.Text.Encoding.UTF8.GetBytes(saved.ToString()));

        Assert.That(JsonNode.DeepEquals(restored.Snapshot(), saved), Is.True);
        Assert.That(restored.NextDue, Is.EqualTo(stripe.World.NextDue));
    }

    private static IEnumerable<string> Faults(StripeWorld world)
    {
        foreach (var subscription in world.Subscriptions)
        {
            if (subscription.IsRunning && subscription.CurrentPeriodEnd <= world.Clock.Now)
                yield return $"{subscription.Id} should have been renewed";
            if (subscription.HasEnded && subscription.EndedAt is null)
                yield return $"{subscription.Id} ended at no time";
            if (world.Invoices.Find(subscription.LatestInvoiceId) is not { } latest)
                yield return $"{subscription.Id} has no latest invoice";
            else if (subscription is { Status: "past_due", PendingUpdate: null } && latest.Status is "paid")
                yield return $"{subscription.Id} is past due, and its latest invoice is paid";
        }

        foreach (var invoice in world.Invoices)
        {
            if (invoice.Status is "paid" && invoice.AmountPaid != invoice.AmountDue)
                yield return $"{invoice.Id} is paid with {invoice.AmountPaid} of {invoice.AmountDue}";
            if (invoice.Status is not "draft" && invoice.Number is null)
                yield return $"{invoice.Id} has no number";
        }

        foreach (var customer in world.Customers)
        {
            var moved = world.BalanceTransactions.Where(transaction => transaction.CustomerId == customer.Id).Sum(transaction => transaction.Amount);
            if (moved != customer.Balance)
                yield return $"{customer.Id} has a balance of {customer.Balance} by movements of {moved}";
        }

        var owedTwice = world.PaymentIntents.Where(intent => world.Charges.Count(charge =>
            charge.PaymentIntentId == intent.Id && charge.Status is not "failed") > 1);
        foreach (var intent in owedTwice)
            yield return $"{intent.Id} has charged twice";

        var charged = world.Charges.Where(charge => charge.Status is "succeeded").Sum(charge => charge.Amount);
        var paid = world.Invoices.Where(invoice => invoice is { Status: "paid", PaidOutOfBand: false }).Sum(invoice => invoice.AmountPaid);
        if (charged != paid)
            yield return $"{charged} was charged for invoices of {paid}";
    }
}
