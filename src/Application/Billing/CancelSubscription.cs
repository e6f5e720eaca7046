using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Billing;

/// <summary>Lets the subscription end with the period that is paid. Until then all stays open, and it can be resumed.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record CancelSubscription(Guid OrganizationId) : ICommand<SubscriptionDto>, IInOrganization, IRequire<ManageBilling>;

public sealed class CancelSubscriptionHandler(CurrentSubscription current, IPaymentGateway gateway, SubscriptionView view, TimeProvider clock)
    : IRequestHandler<CancelSubscription, SubscriptionDto>
{
    public async Task<SubscriptionDto> Handle(CancelSubscription command, CancellationToken ct)
    {
        var subscription = await current.LookAsync(ct);
        var state = subscription.RequireLive();
        if (!state.IsEnding)
        {
            var key = WriteKeys.ForChange("cancel", subscription, state.SubscriptionId);
            subscription.Settle([await gateway.SetCancellationAsync(state.SubscriptionId, atPeriodEnd: true, key, ct)], clock.GetUtcNow());
        }

        return view.Show(subscription);
    }
}
