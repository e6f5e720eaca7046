using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Billing;

/// <summary>Takes a cancellation back, as long as the subscription has not ended.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record ResumeSubscription(Guid OrganizationId) : ICommand<SubscriptionDto>, IInOrganization, IRequire<ManageBilling>;

public sealed class ResumeSubscriptionHandler(CurrentSubscription current, IPaymentGateway gateway, SubscriptionView view, TimeProvider clock)
    : IRequestHandler<ResumeSubscription, SubscriptionDto>
{
    public async Task<SubscriptionDto> Handle(ResumeSubscription command, CancellationToken ct)
    {
        var subscription = await current.LookAsync(ct);
        var state = subscription.RequireLive();
        if (state.IsEnding)
        {
            var key = WriteKeys.ForChange("resume", subscription, state.SubscriptionId);
            subscription.Settle([await gateway.SetCancellationAsync(state.SubscriptionId, atPeriodEnd: false, key, ct)], clock.GetUtcNow());
        }

        return view.Show(subscription);
    }
}
