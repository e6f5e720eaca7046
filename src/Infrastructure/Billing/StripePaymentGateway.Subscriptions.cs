using System.Globalization;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using Stripe;

namespace MySaas.Infrastructure.Billing;

internal sealed partial class StripePaymentGateway
{
    public async Task<SubscriptionState?> FindSubscriptionAsync(string subscriptionId, CancellationToken ct)
    {
        var found = await StripeFailures.FindAsync(() => client.V1.Subscriptions.GetAsync(subscriptionId, cancellationToken: ct), ct);
        return found is null ? null : mapping.StateOf(found);
    }

    public async Task<SubscriptionState> ChangePlanAsync(PlanChange change, string key, CancellationToken ct)
    {
        var (id, item) = await ItemAsync(change.Current.SubscriptionId, ct);
        var price = await catalog.PriceIdAsync(change.PlanCode, change.Interval, ct);
        var options = new SubscriptionUpdateOptions { Items = [new() { Id = item.Id, Price = price, Quantity = item.Quantity }] };
        if (change.Switch is PlanSwitch.Now)
        {
            // Nothing is sold that is not paid: until it is, the subscription stays as it was.
            (options.ProrationBehavior, options.PaymentBehavior) = ("always_invoice", "pending_if_incomplete");
            return await UpdateAsync(id, options, key, ct);
        }

        options.ProrationBehavior = "none";
        options.Metadata = new()
        {
            [StripeMapping.RetainedPlan] = change.RetainedPlanCode ?? "",
            [StripeMapping.RetainedUntil] = new DateTimeOffset(DateTime.SpecifyKind(item.CurrentPeriodEnd, DateTimeKind.Utc))
                .ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [StripeMapping.RetainedBeside] = change.PlanCode,
        };
        return await UpdateAsync(id, options, key, ct);
    }

    public async Task<SubscriptionState> SetSeatsAsync(string subscriptionId, int seats, string key, CancellationToken ct)
    {
        var (id, item) = await ItemAsync(subscriptionId, ct);
        var options = new SubscriptionUpdateOptions { Items = [new() { Id = item.Id, Quantity = seats }], ProrationBehavior = "create_prorations" };
        return await UpdateAsync(id, options, key, ct);
    }

    public async Task<SubscriptionState> SetCancellationAsync(string subscriptionId, bool atPeriodEnd, string key, CancellationToken ct)
    {
        var options = new SubscriptionUpdateOptions { CancelAtPeriodEnd = atPeriodEnd };
        var found = await StripeFailures.CallAsync(() => client.V1.Subscriptions.GetAsync(subscriptionId, cancellationToken: ct), ct);
        if (!atPeriodEnd && found is { CancelAtPeriodEnd: false, CancelAt: not null })
        {
            // An end by date is taken back as one, and Stripe takes only one of the two.
            options = new SubscriptionUpdateOptions();
            options.AddExtraParam("cancel_at", "");
        }

        return await UpdateAsync(subscriptionId, options, key, ct);
    }

    public async Task CancelNowAsync(string subscriptionId, string key, CancellationToken ct)
    {
        if (await FindSubscriptionAsync(subscriptionId, ct) is null or { Status: SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired })
            return;
        await StripeFailures.CallAsync(
            () => client.V1.Subscriptions.CancelAsync(subscriptionId, new SubscriptionCancelOptions(), StripeKeys.Of(key), ct), ct);
    }

    private async Task<(string Id, SubscriptionItem Item)> ItemAsync(string subscriptionId, CancellationToken ct)
    {
        var found = await StripeFailures.CallAsync(() => client.V1.Subscriptions.GetAsync(subscriptionId, cancellationToken: ct), ct);
        return (found.Id, found.Items.Data[0]);
    }

    private async Task<SubscriptionState> UpdateAsync(string id, SubscriptionUpdateOptions options, string key, CancellationToken ct) =>
        mapping.StateOf(await StripeFailures.CallAsync(() => client.V1.Subscriptions.UpdateAsync(id, options, StripeKeys.Of(key), ct), ct));
}
