using System.Net;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;
using Stripe;
using Invoice = MySaas.StripeSimulator.Invoices.Invoice;
using Subscription = MySaas.StripeSimulator.Subscriptions.Subscription;

namespace MySaas.StripeSimulator.Tests.Common;

/// <summary>Random doings of customers, of the shop, of banks and of time.</summary>
internal sealed class History(Simulation stripe, Random random)
{
    private static readonly string[] Prorations = ["create_prorations", "always_invoice", "none"];

    private readonly List<Price> _prices = [];
    private readonly List<string> _customers = [];

    public async Task BeginAsync()
    {
        _prices.AddRange([await stripe.PriceAsync(2000), await stripe.PriceAsync(9900), await stripe.PriceAsync(99000, "year")]);
        _customers.AddRange([(await stripe.CustomerAsync(card: null)).Id, (await stripe.CustomerAsync()).Id]);
    }

    /// <summary>One step, by its name. Refusals are part of life; anything else is a fault of the simulator.</summary>
    public async Task<string> StepAsync()
    {
        var (name, step) = Choose(Any());
        try
        {
            await step();
            return name;
        }
        catch (Exception refused) when (refused is ApiException or StripeException { HttpStatusCode: < HttpStatusCode.InternalServerError })
        {
            return $"{name}: {refused.Message}";
        }
    }

    private (string Name, Func<Task> Step) Choose(Subscription? subscription) => (subscription is null ? 0 : random.Next(18)) switch
    {
        1 => ("seats", () => ChangeAsync(subscription!, item => item.Quantity = random.Next(1, 9))),
        2 => ("plan", () => ChangeAsync(subscription!, item => item.Price = _prices[random.Next(_prices.Count)].Id)),
        3 => ("cancel at period end", () => UpdateAsync(subscription!, new() { CancelAtPeriodEnd = random.Next(2) == 0 })),
        4 => ("cancel", () => stripe.V1.Subscriptions.CancelAsync(subscription!.Id, new() { InvoiceNow = Perhaps(), Prorate = Perhaps() })),
        5 => ("pause", () => stripe.V1.Subscriptions.PauseAsync(subscription!.Id, new() { Type = "subscription" })),
        6 => ("resume", () => ResumeAsync(subscription!)),
        7 => ("pause collection", () => PauseCollectionAsync(subscription!)),
        8 => ("collect again", () => UpdateAsync(subscription!, new() { PauseCollection = null })),
        9 => ("the card fails", Do(() => stripe.Control.SetPaymentOutcome(subscription!.CustomerId, (PaymentOutcome)random.Next(4)))),
        10 => ("a new card", Do(() => stripe.Control.ChangeCard(subscription!.CustomerId, "4242424242424242"))),
        11 => ("pay", Do(() => stripe.Control.PayInvoice(Open()?.Id ?? "none", "4242424242424242"))),
        12 => ("void", () => stripe.V1.Invoices.VoidInvoiceAsync(Open()?.Id ?? "none")),
        13 => ("refund", () => stripe.V1.Refunds.CreateAsync(new() { Charge = stripe.World.Charges.LastOrDefault()?.Id ?? "none", Amount = 100 })),
        14 => ("hours", Do(() => stripe.Control.Advance(TimeSpan.FromHours(random.Next(1, 30))))),
        15 => ("days", Do(() => stripe.Control.Advance(TimeSpan.FromDays(random.Next(1, 10))))),
        16 => ("settle", Do(() => stripe.Control.SettleInvoice(Open()?.Id ?? "none", Perhaps()))),
        17 => ("weeks", Do(() => stripe.Control.Advance(TimeSpan.FromDays(random.Next(20, 45))))),
        _ => ("checkout", CheckoutAsync),
    };

    private async Task CheckoutAsync()
    {
        var customer = new Stripe.Customer { Id = _customers[random.Next(_customers.Count)] };
        var session = await stripe.CheckoutAsync(_prices[random.Next(_prices.Count)], customer, options =>
            options.SubscriptionData = random.Next(3) == 0 ? new() { TrialPeriodDays = 14 } : null);
        stripe.Control.PayCheckout(session.Id, random.Next(4) == 0 ? "000123456789" : "4242424242424242");
        if (stripe.World.CheckoutSessions[session.Id].PaymentStatus is "unpaid" && Perhaps())
            stripe.Control.SettleCheckout(session.Id, Perhaps());
    }

    private Task ChangeAsync(Subscription subscription, Action<SubscriptionItemOptions> change)
    {
        var item = new SubscriptionItemOptions { Id = subscription.Items[0].Id };
        change(item);
        return UpdateAsync(subscription, new()
        {
            Items = [item],
            ProrationBehavior = Prorations[random.Next(Prorations.Length)],
            PaymentBehavior = Perhaps() ? "pending_if_incomplete" : "allow_incomplete",
        });
    }

    private async Task ResumeAsync(Subscription subscription) => await stripe.V1.Subscriptions.ResumeAsync(
        subscription.Id, new() { PaymentBehavior = Perhaps() ? "resume_on_payment_success" : null });

    private Task PauseCollectionAsync(Subscription subscription) =>
        UpdateAsync(subscription, new() { PauseCollection = new() { Behavior = Perhaps() ? "void" : "keep_as_draft" } });

    private async Task UpdateAsync(Subscription subscription, SubscriptionUpdateOptions options) =>
        await stripe.V1.Subscriptions.UpdateAsync(subscription.Id, options);

    private bool Perhaps() => random.Next(2) == 0;

    private Subscription? Any()
    {
        var all = stripe.World.Subscriptions;
        return all.Count == 0 ? null : all.ElementAt(random.Next(all.Count));
    }

    private Invoice? Open() => stripe.World.Invoices.LastOrDefault(invoice => invoice.Status is "open");

    private static Func<Task> Do(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };
}
