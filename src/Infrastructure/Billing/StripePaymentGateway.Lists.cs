using Microsoft.Extensions.Logging;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using Stripe;

namespace MySaas.Infrastructure.Billing;

internal sealed partial class StripePaymentGateway
{
    public async Task<ProviderPage<ListedSubscription>> ListSubscriptionsAsync(string? after, CancellationToken ct)
    {
        // Without a status Stripe leaves out those that have ended.
        var options = new SubscriptionListOptions { Status = "all", StartingAfter = after, Limit = PageSize };
        var page = await StripeFailures.CallAsync(() => client.V1.Subscriptions.ListAsync(options, cancellationToken: ct), ct);
        return new ProviderPage<ListedSubscription>([.. Readable(page.Data)], NextOf(page));
    }

    public async Task<ProviderPage<ProviderEvent>> ListEventsAsync(DateTimeOffset since, string? after, CancellationToken ct)
    {
        // Stripe takes at most twenty types, and more are used: the others are dropped here.
        var options = new EventListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = since.UtcDateTime }, StartingAfter = after, Limit = PageSize };
        var page = await StripeFailures.FindAsync(() => client.V1.Events.ListAsync(options, cancellationToken: ct), ct);
        if (page is null)
            return new ProviderPage<ProviderEvent>([], Next: null);      // the page before has expired meanwhile, and what followed is older still
        return new ProviderPage<ProviderEvent>(
            [
                .. page.Data.Where(told => WebhookContents.UsedTypes.Contains(told.Type))
                    .Select(told => new ProviderEvent(told.Id, told.RawJsonElement!.Value.GetRawText())),
            ],
            NextOf(page));
    }

    private static string? NextOf<T>(StripeList<T> page) where T : IHasId => page is { HasMore: true, Data: [.., var last] } ? last.Id : null;

    // The account may sell other things, too. One that cannot be read must not hide the others; if it is ours, the reconciliation
    // misses it in the list, asks for it alone, and fails where it is seen.
    private IEnumerable<ListedSubscription> Readable(IEnumerable<Stripe.Subscription> page)
    {
        foreach (var subscription in page)
        {
            SubscriptionState state;
            try
            {
                state = mapping.StateOf(subscription);
            }
            catch (GatewayRefusedException foreign)
            {
                LogForeign(logger, foreign.Message);
                continue;
            }

            yield return new ListedSubscription(
                state, Guid.TryParse(subscription.Metadata?.GetValueOrDefault(StripeMapping.OrganizationId), out var claimant) ? claimant : null);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The reconciliation skips what it cannot read: {Reason}")]
    private static partial void LogForeign(ILogger logger, string reason);
}
