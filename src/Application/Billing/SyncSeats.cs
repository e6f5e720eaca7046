using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Billing;

/// <summary>
/// Has as many seats paid for as there are members. It counts and compares when its turn comes, so of many that wait only one
/// writes; those of one organization keep their order, so that none compares with what another is about to change.
/// </summary>
[StoredAs("billing.sync_seats.v1")]
public sealed record SyncSeats(Guid OrganizationId) : IMessage, IInOrganization, IOrdered
{
    public string OrderingKey => $"seats:{OrganizationId}";
}

public sealed class SyncSeatsHandler(ISubscriptionRepository subscriptions, IUsageReads usage, IPaymentGateway gateway, TimeProvider clock)
    : IMessageHandler<SyncSeats>
{
    public async Task HandleAsync(SyncSeats message, MessageContext context, CancellationToken ct)
    {
        if (await subscriptions.FindAsync(ct) is not { State: { } known } subscription || !known.Status.IsLive())
            return;
        var members = (int)await usage.CountMembersAsync(ct);
        if (known.Seats == members)
            return;

        var now = clock.GetUtcNow();
        var told = await gateway.FindSubscriptionAsync(known.SubscriptionId, ct) ?? known.Gone(now);
        if (told.Status.IsLive() && told.Seats != members)
        {
            // A failure would be replayed to the same key: each attempt has its own.
            var key = WriteKeys.ForChange("seats", subscription, (context.MessageId, context.Attempt, members).ToString());
            told = await gateway.SetSeatsAsync(told.SubscriptionId, members, key, ct);
        }

        subscription.Settle([told], now);
    }
}

/// <summary>Asks for the seats to follow the members. People join and leave without waiting for the payment provider.</summary>
public sealed class SeatKeeper(IUsageReads usage, IOutbox outbox)
{
    /// <summary>When somebody has changed the number over there: members win.</summary>
    public async Task RequestIfDifferentAsync(Subscription subscription, CancellationToken ct)
    {
        if (subscription.State is { } told && told.Status.IsLive() && told.Seats != await usage.CountMembersAsync(ct))
            outbox.Add(new SyncSeats(subscription.OrganizationId));
    }
}

/// <summary>Members come and go; an erased account leaves, too.</summary>
public sealed class SeatChanges(ISubscriptionRepository subscriptions, IOutbox outbox) :
    IMessageHandler<MemberJoined>,
    IMessageHandler<MemberLeft>,
    IMessageHandler<MemberRemoved>
{
    public Task HandleAsync(MemberJoined message, MessageContext context, CancellationToken ct) => RequestAsync(message.OrganizationId, ct);

    public Task HandleAsync(MemberLeft message, MessageContext context, CancellationToken ct) => RequestAsync(message.OrganizationId, ct);

    public Task HandleAsync(MemberRemoved message, MessageContext context, CancellationToken ct) => RequestAsync(message.OrganizationId, ct);

    // Not compared here: what is on its way to the provider just now is not in our row yet.
    private async Task RequestAsync(Guid organizationId, CancellationToken ct)
    {
        if (await subscriptions.FindAsync(ct) is { } subscription && subscription.Status.IsLive())
            outbox.Add(new SyncSeats(organizationId));
    }
}
