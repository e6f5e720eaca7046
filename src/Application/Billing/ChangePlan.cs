using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Goes to another plan or interval. Going up counts at once, and the difference is invoiced; going down counts from the next
/// period on; going back to what is open takes a waiting downgrade back. See the decision record.
/// </summary>
public sealed record ChangePlan(Guid OrganizationId, string PlanCode, BillingInterval? Interval)
    : ICommand<Outcome<SubscriptionDto>>, IInOrganization, IRequire<ManageBilling>;

public sealed class ChangePlanValidator : AbstractValidator<ChangePlan>
{
    public ChangePlanValidator(PlanCatalog plans)
    {
        RuleFor(c => c.PlanCode).IsPlan(plans);
        RuleFor(c => c.Interval).IsSoldFor(c => c.PlanCode, plans);
    }
}

public sealed class ChangePlanHandler(CurrentSubscription current, PlanChanger changer, PlanFit fit, PlanCatalog plans, SubscriptionView view)
    : IRequestHandler<ChangePlan, Outcome<SubscriptionDto>>
{
    public async Task<Outcome<SubscriptionDto>> Handle(ChangePlan command, CancellationToken ct)
    {
        var (plan, interval) = (plans.Find(command.PlanCode)!, command.Interval!.Value);
        Rule.Require(plan.Code != Plan.FreeCode, "billing.cancel_instead", "Cancel the subscription to go to the free plan.");
        var subscription = await current.LookAsync(ct);
        if (subscription.RequireLive().Status is not (SubscriptionStatus.Active or SubscriptionStatus.Trialing))
            throw BillingRefusals.PaymentRequired.AsException();
        if (subscription.Pays(plan, interval))
            return view.Show(subscription);

        await fit.EnsureAsync(subscription, plan, ct);
        await changer.ChangeAsync(subscription, plan, interval, ct);

        // The invoice of the difference waits for its payment: what it told is kept, and the plan stays until it is paid.
        return subscription.Pays(plan, interval) ? view.Show(subscription) : SubscriptionRefusals.ChangeNotPaid;
    }
}
