using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.StripeSimulator.Payments;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>What was told and paid back, counted: each once. Yields what does not hold.</summary>
internal sealed class Effects(BillingStage stage)
{
    // A line of the audit log commits with what happened, and the mail goes out by a message: two witnesses of one thing.
    private static readonly (string Action, string[] Subjects)[] Told =
    [
        ("billing.subscription_started", ["is now on"]),
        ("billing.plan_changed", ["has changed to", "will change to"]),
        ("billing.cancellation_scheduled", ["will end"]),
        ("billing.subscription_ended", ["has ended"]),
        ("billing.payment_overdue", ["has failed"]),
        ("billing.trial_ending", ["ends soon"]),
    ];

    public async Task<IReadOnlyList<string>> FindFaultsAsync() => [.. await CountMailsAsync(), .. await CountTwiceToldAsync(), .. await CompareRefundsAsync()];

    private async Task<IEnumerable<string>> CountMailsAsync()
    {
        await using var db = stage.Open();
        var subjects = await db.DevelopmentEmails.AsNoTracking().Where(mail => mail.To == BillingStage.OwnerEmail).Select(mail => mail.Subject).ToListAsync();
        var actions = (await db.AuditEntries.AsNoTracking().Select(entry => entry.Action).ToListAsync()).CountBy(action => action).ToDictionary();
        return
            from told in Told
            let mails = subjects.Count(subject => told.Subjects.Any(words => subject.Contains(words, StringComparison.Ordinal)))
            let happened = actions.GetValueOrDefault(told.Action)
            where mails != happened
            select $"{mails} mails tell of {told.Action}, which happened {happened} times";
    }

    // What Stripe has but one of is told but once, however often its event comes.
    private async Task<IEnumerable<string>> CountTwiceToldAsync()
    {
        await using var db = stage.Open();
        var data = await db.AuditEntries.AsNoTracking()
            .Where(entry => entry.Action == "billing.trial_ending" || entry.Action == "billing.payment_disputed")
            .Select(entry => new { entry.Action, entry.Data }).ToListAsync();
        return data.CountBy(entry => entry).Where(told => told.Value > 1).Select(told => $"{told.Key} was told {told.Value} times");
    }

    private async Task<IEnumerable<string>> CompareRefundsAsync()
    {
        await using var db = stage.Open();
        var undone = (await db.OutboxMessages.AsNoTracking().Where(row => row.Type == "billing.undo_second_subscription.v1").Select(row => row.Payload).ToListAsync())
            .Select(payload => JsonSerializer.Deserialize<UndoSecondSubscription>(payload, JsonSerializerOptions.Web)!.SubscriptionId).ToHashSet();
        return stage.World.Charges.Where(charge => charge.Status == "succeeded").Select(charge => FaultOf(charge, undone)).OfType<string>();
    }

    // Of a second subscription all comes back, unless the payer's bank was first; of any other what somebody gave back by hand.
    private string? FaultOf(Charge charge, HashSet<string> undone)
    {
        var isUndone = stage.World.Invoices.Any(invoice => invoice.PaymentIntentId == charge.PaymentIntentId && invoice.SubscriptionId is { } id && undone.Contains(id));
        var byUs = stage.World.Refunds.Count(refund => refund.ChargeId == charge.Id && refund.Reason == "duplicate");
        var back = stage.World.Refunds.Where(refund => refund.ChargeId == charge.Id).Sum(refund => refund.Amount);
        return (isUndone, byUs, back == charge.Amount || charge.Disputed) switch
        {
            (true, <= 1, true) or (false, 0, _) => null,
            _ => $"{charge.Id} of {charge.Amount} was paid back {byUs} times by us, {back} in all{(isUndone ? ", of a second subscription" : "")}",
        };
    }
}
