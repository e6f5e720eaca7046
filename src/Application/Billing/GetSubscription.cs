using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>What an organization pays for, and what that opens.</summary>
public sealed record GetSubscription(Guid OrganizationId) : IQuery<SubscriptionDto>, IInOrganization, IRequire<ReadOrganization>;

/// <param name="PlanCode">The plan that is open now; the free one without a subscription that goes on.</param>
/// <param name="Status">Where the subscription stands; none when there never was one.</param>
/// <param name="Interval">How often it is paid; null, as what follows, without a subscription that goes on.</param>
/// <param name="Seats">How many members are paid for.</param>
/// <param name="CurrentPeriodEnd">Until when it is paid.</param>
/// <param name="CancelAtPeriodEnd">Whether it is going to end by itself.</param>
/// <param name="TrialEndsAt">When the trial ends or ended.</param>
/// <param name="Access">What a missing payment leaves open.</param>
/// <param name="ScheduledPlanCode">The plan that takes over with the next period, after a downgrade.</param>
public sealed record SubscriptionDto(
    string PlanCode, SubscriptionStatus Status, BillingInterval? Interval, int? Seats, DateTimeOffset? CurrentPeriodEnd,
    bool? CancelAtPeriodEnd, DateTimeOffset? TrialEndsAt, Access Access, string? ScheduledPlanCode);

public sealed class GetSubscriptionHandler(ISubscriptionRepository subscriptions, SubscriptionView view)
    : IRequestHandler<GetSubscription, SubscriptionDto>
{
    public async Task<SubscriptionDto> Handle(GetSubscription query, CancellationToken ct) => view.Show(await subscriptions.FindAsync(ct));
}

/// <summary>How a subscription is shown.</summary>
public sealed class SubscriptionView(BillingOptions options, TimeProvider clock)
{
    private static readonly SubscriptionDto Free = new(
        Plan.FreeCode, SubscriptionStatus.None, Interval: null, Seats: null, CurrentPeriodEnd: null,
        CancelAtPeriodEnd: null, TrialEndsAt: null, Access.Full, ScheduledPlanCode: null);

    public SubscriptionDto Show(Subscription? subscription)
    {
        var now = clock.GetUtcNow();
        return subscription switch
        {
            { State: { } state, Status: var status } when status.IsLive() => new SubscriptionDto(
                subscription.PlanCodeAt(now), status, state.Interval, state.Seats, state.CurrentPeriodEnd,
                state.IsEnding, state.TrialEndsAt, subscription.AccessAt(now, options.GracePeriod), subscription.ScheduledPlanCodeAt(now)),
            { Status: var status } => Free with { Status = status },
            null => Free,
        };
    }
}
