using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// A step of the reconciliation: reads one page of the payment provider's subscriptions and has those looked at that are not as
/// we have them. Ours are read after theirs, so that what was processed meanwhile is no difference.
/// </summary>
/// <param name="After">The last one of the page before, by the provider's id; null for the first page.</param>
[StoredAs("billing.reconcile_subscriptions_page.v1")]
public sealed record SubscriptionsPage(Guid RunId, string? After) : IMessage;

public sealed class SubscriptionsPageHandler(
    ProviderWalks walks, IPaymentGateway gateway, IReconciliationRepository reconciliation, IOutbox outbox, TimeProvider clock)
    : IMessageHandler<SubscriptionsPage>
{
    public async Task HandleAsync(SubscriptionsPage message, MessageContext context, CancellationToken ct)
    {
        if (await walks.FindAsync(ProviderList.Subscriptions, message.RunId, ct) is not { } walk)
            return;

        var page = await gateway.ListSubscriptionsAsync(message.After, ct);
        var ours = new OurSubscriptions(await reconciliation.ListAsync(
            [.. page.Items.Select(listed => listed.State.CustomerId)], [.. page.Items.Select(listed => listed.Claimant).OfType<Guid>()], ct));

        var compared = new List<Guid>();
        foreach (var (told, owner) in page.Items.Select(listed => (listed.State, Owner: ours.OwnerOf(listed))))
        {
            if (owner?.IsNews(told) is true)
                outbox.Add(new ReconcileSubscription(owner.OrganizationId, told.CustomerId, told.SubscriptionId));
            if (owner?.State?.SubscriptionId == told.SubscriptionId)
                compared.Add(owner.OrganizationId);
        }

        await reconciliation.MarkComparedAsync(compared, clock.GetUtcNow(), ct);
        walks.Continue(walk, page.Next is { } next ? message with { After = next } : new UnlistedSubscriptions(walk.RunId, After: null));
    }
}

/// <summary>The last steps: asks for those of ours that go on and that the provider did not list.</summary>
/// <param name="After">The last organization of the step before; null for the first.</param>
[StoredAs("billing.reconcile_unlisted_subscriptions.v1")]
public sealed record UnlistedSubscriptions(Guid RunId, Guid? After) : IMessage;

public sealed class UnlistedSubscriptionsHandler(ProviderWalks walks, IReconciliationRepository reconciliation, IOutbox outbox)
    : IMessageHandler<UnlistedSubscriptions>
{
    private const int Limit = 100;

    public async Task HandleAsync(UnlistedSubscriptions message, MessageContext context, CancellationToken ct)
    {
        if (await walks.FindAsync(ProviderList.Subscriptions, message.RunId, ct) is not { } walk)
            return;

        var unlisted = await reconciliation.ListUncomparedAsync(walk.StartedAt, message.After, Limit, ct);
        foreach (var ours in unlisted)
            if (ours.State is { } state)
                outbox.Add(new ReconcileSubscription(ours.OrganizationId, state.CustomerId, state.SubscriptionId));

        if (unlisted.Count == Limit)
            walks.Continue(walk, message with { After = unlisted[^1].OrganizationId });
        else
            walks.Finish(walk);
    }
}
