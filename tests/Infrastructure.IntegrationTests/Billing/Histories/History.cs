using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>
/// What may happen to one customer, step by step, in any order: people buy, change their minds and run out of money, Stripe tells it
/// late, twice, in another order or not at all, answers badly, and workers die between any two instructions.
/// </summary>
internal sealed class History(BillingStage stage) : IAsyncDisposable
{
    private static readonly string[] Plans = ["pro", "business"];
    private static readonly string[] Cards = ["4242424242424242", "4242424242424242", "4000000000000341", "4000002500003155", "4000000000000002"];

    // What is there more than once happens more often.
    private static readonly (string Name, Func<History, int, Task> Do)[] Steps =
    [
        ("buy", (history, choice) => history.BuyAsync(choice)),
        ("buy", (history, choice) => history.BuyAsync(choice)),
        ("pay the checkout", (history, choice) => history.PayCheckoutAsync(choice)),
        ("pay the checkout", (history, choice) => history.PayCheckoutAsync(choice)),
        ("pay the checkout", (history, choice) => history.PayCheckoutAsync(choice)),
        ("buy on another device", (history, choice) => history.BuyElsewhereAsync(choice)),
        ("the card fails", (history, _) => history.FailCardsAsync()),
        ("the card is replaced", (history, _) => history.ReplaceCardsAsync()),
        ("pay an invoice", (history, choice) => history.PayInvoiceAsync(choice)),
        ("change the plan", (history, choice) => history.ChangePlanAsync(choice)),
        ("cancel", (history, _) => history.CancelAsync()),
        ("resume", (history, _) => history.ResumeAsync()),
        ("members change", (history, choice) => history.ChangeMembersAsync(choice)),
        ("refund", (history, choice) => history.RefundAsync(choice)),
        ("dispute", (history, choice) => history.DisputeAsync(choice)),
        ("meddle in the dashboard", (history, choice) => history.MeddleAsync(choice)),
        ("hours pass", (history, choice) => history.PassAsync(TimeSpan.FromHours(1 + choice))),
        ("days pass", (history, choice) => history.PassAsync(TimeSpan.FromDays(1 + (choice % 9)))),
        ("a month passes", (history, choice) => history.PassAsync(TimeSpan.FromDays(28 + (choice % 5)))),
        ("Stripe will fail", (history, choice) => history.FailStripeAsync(choice)),
        ("deliver", (history, choice) => history.DeliverAsync(choice)),
        ("deliver", (history, choice) => history.DeliverAsync(choice)),
        ("deliver", (history, choice) => history.DeliverAsync(choice)),
        ("deliver", (history, choice) => history.DeliverAsync(choice)),
        ("work", (history, choice) => history.WorkAsync(choice)),
        ("work", (history, choice) => history.WorkAsync(choice)),
        ("work", (history, choice) => history.WorkAsync(choice)),
        ("a worker dies", (history, choice) => history.CrashAsync(choice)),
        ("a worker dies", (history, choice) => history.CrashAsync(choice)),
        ("a dead worker wakes up", (history, choice) => history.WakeAsync(choice)),
        ("reconcile", (history, _) => history.ReconcileAsync()),
    ];

    private readonly List<Crashes.Zombie> _zombies = [];

    private readonly List<string> _told = [];

    public static int Kinds => Steps.Length;

    /// <summary>What has happened, in words.</summary>
    public IReadOnlyList<string> Told => _told;

    private StripeSimulator.Control.WorldControl Control => stage.World.Control;

    public async Task StepAsync(int step)
    {
        var ((name, act), choice) = (Steps[step % Kinds], step / Kinds);
        _told.Add($"{name} ({choice})");
        await act(this, choice);
        if (await Standing.FindFaultAsync(stage) is { } fault)
            throw new BrokenHistoryException(this, [fault]);
    }

    /// <summary>All is well again: what was late or stopped comes through, and one reconciliation finds what was lost.</summary>
    public async Task ComeToRestAsync()
    {
        stage.World.Faults.Clear();
        await DisposeAsync();
        await SettleAsync();
        await stage.ReconcileAsync();
        await SettleAsync();
    }

    /// <summary>Nobody is left in the middle of anything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var zombie in _zombies)
            await zombie.RunOutAsync();
        _zombies.Clear();
    }

    private async Task SettleAsync()
    {
        for (var round = 0; round < 200; round++)
        {
            foreach (var delivery in stage.World.Webhooks.Pending)
                await stage.DeliverAsync(delivery);
            await stage.ReviveAsync();
            if (await stage.WorkAsync(100) > 0)
                continue;
            if (await stage.NextRetryAsync() is not { } next)
                return;
            stage.Pass(next - stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        }

        throw new BrokenHistoryException(this, ["it does not come to rest", .. await stage.DescribeWorkAsync()]);
    }

    private Task PayCheckoutAsync(int choice) => Try(() =>
    {
        if (stage.World.CheckoutSessions.Where(session => session.Status == "open").ElementAtOrDefault(choice % 2) is { } session)
            Control.PayCheckout(session.Id, Cards[choice % Cards.Length], authenticates: choice % 2 == 0);
    });

    private Task PayInvoiceAsync(int choice) => Try(() =>
    {
        if (stage.World.Invoices.LastOrDefault(invoice => invoice.Status is "open" or "uncollectible") is { } invoice)
            Control.PayInvoice(invoice.Id, choice % 2 == 0 ? Cards[0] : null);
    });

    private Task FailCardsAsync() => ForCustomersAsync(customer => Control.SetPaymentOutcome(customer, PaymentOutcome.Declines, "insufficient_funds"));

    private Task ReplaceCardsAsync() => ForCustomersAsync(customer => Control.ChangeCard(customer, Cards[0]));

    private Task ForCustomersAsync(Action<string> act) => Try(() => stage.World.Customers.Select(customer => customer.Id).ToList().ForEach(act));

    private Task DisputeAsync(int choice) => Try(() =>
    {
        if (ChargeOf(choice) is { } charge)
            Control.OpenDispute(charge);
    });

    private Task FailStripeAsync(int choice) => Try(() => stage.World.Faults.Add(new Fault((FaultKind)(choice % 3))
    {
        Times = 1 + (choice % 2),
        After = choice % 3,
        TakesEffect = choice % 2 == 0,
    }));

    private Task PassAsync(TimeSpan time) => Try(() => stage.Pass(time));

    private string? ChargeOf(int choice) =>
        stage.World.Charges.Where(charge => charge.Status == "succeeded").ElementAtOrDefault(choice % 3)?.Id;

    private Task BuyAsync(int choice) => stage.AskAsync(new StartCheckout(
        stage.OrganizationId, Plans[choice % 2], (BillingInterval)(choice / 2 % 2), SuccessUrl: null, CancelUrl: null));

    // Another device that does not know of ours: nothing in the product keeps Stripe from selling twice.
    private async Task BuyElsewhereAsync(int choice)
    {
        if (await stage.SubscriptionAsync() is not { CustomerId: { } customer })
            return;
        var checkout = new NewCheckout(
            stage.OrganizationId, customer, Plans[choice % 2], BillingInterval.Month, Seats: 1, TrialDays: 0, "https://app.example.com/", "https://app.example.com/");
        await TryAsync(async () =>
        {
            var page = await stage.Gateway.CreateCheckoutAsync(checkout, $"elsewhere:{stage.World.CheckoutSessions.Count}", CancellationToken.None);
            Control.PayCheckout(page.SessionId, Cards[0]);
        });
    }

    private Task ChangePlanAsync(int choice) =>
        stage.AskAsync(new ChangePlan(stage.OrganizationId, Plans[choice % 2], (BillingInterval)(choice / 2 % 2)));

    private Task CancelAsync() => stage.AskAsync(new CancelSubscription(stage.OrganizationId));

    private Task ResumeAsync() => stage.AskAsync(new ResumeSubscription(stage.OrganizationId));

    private Task ChangeMembersAsync(int choice) => stage.ChangeMembersAsync(choice);

    private async Task RefundAsync(int choice)
    {
        if (ChargeOf(choice) is { } charge)
            await TryAsync(() => stage.Dashboard.V1.Refunds.CreateAsync(new Stripe.RefundCreateOptions { Charge = charge }));
    }

    // Somebody works in Stripe's dashboard.
    private async Task MeddleAsync(int choice)
    {
        if (stage.World.Subscriptions.LastOrDefault(subscription => !subscription.HasEnded) is not { } subscription)
            return;
        await TryAsync(() => (choice % 3) switch
        {
            0 => stage.Dashboard.V1.Subscriptions.CancelAsync(subscription.Id),
            1 => stage.Dashboard.V1.Subscriptions.UpdateAsync(subscription.Id, new() { CancelAtPeriodEnd = choice % 2 == 0 }),
            _ => stage.Dashboard.V1.Subscriptions.UpdateAsync(
                subscription.Id, new() { Items = [new() { Id = subscription.Items[0].Id, Quantity = 1 + (choice % 4) }] }),
        });
    }

    private async Task DeliverAsync(int choice)
    {
        var pending = stage.World.Webhooks.Pending;
        if (pending.Count == 0)
            return;
        var delivery = pending[choice % pending.Count];
        if (choice % 7 == 0)
            stage.World.Webhooks.Complete(delivery, status: null);      // the only try
        else
            await stage.DeliverAsync(delivery);
        if (choice % 5 == 0)
            stage.World.Webhooks.Redeliver(delivery.Event.Id);
    }

    private Task<int> WorkAsync(int choice) => stage.WorkAsync(1 + (choice % 6));

    private async Task CrashAsync(int choice)
    {
        if (await stage.CrashAsync((CrashPoint)(choice % 4)) is { } zombie)
            _zombies.Add(zombie);
    }

    private Task ReconcileAsync() => stage.ReconcileAsync();

    private async Task WakeAsync(int choice)
    {
        if (_zombies.Count == 0)
            return;
        var zombie = _zombies[choice % _zombies.Count];
        _zombies.Remove(zombie);
        await zombie.RunOutAsync();
    }

    // What Stripe does not allow at that moment does not happen.
    private static Task Try(Action act) => TryAsync(() =>
    {
        act();
        return Task.CompletedTask;
    });

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception refusal) when (refusal is Stripe.StripeException or HttpRequestException or ApiException or GatewayRefusedException or GatewayUnavailableException)
        {
        }
    }
}

/// <summary>A history after which something does not hold, told so that a person can follow it.</summary>
internal sealed class BrokenHistoryException(History history, IReadOnlyList<string> faults)
    : Exception($"{string.Join(Environment.NewLine, faults)}{Environment.NewLine}After: {string.Join(", ", history.Told)}");
