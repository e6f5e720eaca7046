using Microsoft.EntityFrameworkCore;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>When all has come to rest, ours says what Stripe says, and each effect took place once. What does not hold, in words.</summary>
internal sealed class Verdict(BillingStage stage)
{
    private readonly List<string> _faults = [];

    public async Task<IReadOnlyList<string>> FindFaultsAsync()
    {
        await CompareSubscriptionAsync();
        await CompareInvoicesAsync();
        await CountReceiptsAsync();
        _faults.AddRange(await new Effects(stage).FindFaultsAsync());
        await FindLeftoversAsync();
        return _faults;
    }

    private async Task CompareSubscriptionAsync()
    {
        var ours = (await stage.SubscriptionAsync())?.State;
        var live = stage.World.Subscriptions.Where(subscription => IsLive(subscription.Status)).Select(subscription => subscription.Id).ToList();

        Expect(live.Count <= 1, $"somebody pays twice: {string.Join(", ", live)}");
        Expect(live is not [var id] || ours?.SubscriptionId == id, $"{ours?.SubscriptionId} is ours and not {string.Join(", ", live)}, which is paid for");
        if (ours is not null)
        {
            var theirs = await stage.Gateway.FindSubscriptionAsync(ours.SubscriptionId, CancellationToken.None);
            Expect(ours == theirs, $"ours is {ours}, Stripe's {theirs}");
        }
    }

    private async Task CompareInvoicesAsync()
    {
        await using var db = stage.Open();
        var ours = await db.Invoices.AsNoTracking().ToDictionaryAsync(invoice => invoice.InvoiceId);
        foreach (var drawn in stage.World.Invoices.Where(invoice => invoice.Status != "draft"))
        {
            var theirs = await stage.Gateway.FindInvoiceAsync(drawn.Id, CancellationToken.None);
            var known = ours.GetValueOrDefault(drawn.Id);
            Expect(
                (known?.Status, known?.AmountPaid, known?.Number) == (theirs!.Status, theirs.AmountPaid, theirs.Number),
                $"invoice {theirs.Number} is {known?.Status} of {known?.AmountPaid} here, {theirs.Status} of {theirs.AmountPaid} at Stripe");
        }
    }

    private async Task CountReceiptsAsync()
    {
        await using var db = stage.Open();
        var mails = await db.DevelopmentEmails.AsNoTracking().Select(mail => mail.Text).ToListAsync();
        foreach (var invoice in stage.World.Invoices.Where(invoice => invoice.Number is not null))
        {
            var receipts = mails.Count(text => text.Contains(invoice.Number!, StringComparison.Ordinal));
            var due = invoice is { Status: "paid", AmountPaid: > 0 } ? 1 : 0;
            Expect(receipts == due, $"{receipts} receipts, and not {due}, for {invoice.Number}");
        }
    }

    private async Task FindLeftoversAsync()
    {
        await using var db = stage.Open();
        var events = await db.WebhookEvents.CountAsync(told => !told.IsIgnored && told.ProcessedAt == null);
        var messages = await db.OutboxMessages.CountAsync(message => message.Attempts > 0 && message.NextAttemptAt != null);
        Expect(events + messages == 0, $"{events} events and {messages} messages are not done");
    }

    private static bool IsLive(string status) => status is "trialing" or "active" or "past_due" or "unpaid" or "paused";

    private void Expect(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
    }
}
