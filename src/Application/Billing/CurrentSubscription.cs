using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>The subscription that is going to be changed, as the provider tells it right now: whoever repeats a change finds it made.</summary>
public sealed class CurrentSubscription(ISubscriptionRepository subscriptions, SubscriptionProjection projection)
{
    /// <exception cref="RefusedException">There never was one.</exception>
    /// <exception cref="BrokenRuleException">None goes on.</exception>
    public async Task<Subscription> LookAsync(CancellationToken ct)
    {
        var subscription = await subscriptions.FindAsync(ct) ?? throw SubscriptionRefusals.NotSubscribed.AsException();
        var known = subscription.RequireLive();
        return await projection.RefreshAsync(subscription.OrganizationId, known.CustomerId, known.SubscriptionId, ct);
    }
}
