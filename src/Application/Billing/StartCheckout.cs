using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Opens the provider's page on which the organization's first subscription, or the first after one that has ended, is bought. Who
/// asks again for the same is sent to the same page, as long as it is open.
/// </summary>
/// <param name="OrganizationId">Who buys.</param>
/// <param name="PlanCode">Any but the free one.</param>
/// <param name="Interval">One that the plan is sold for.</param>
/// <param name="SuccessUrl">Where the page leads to after the payment; by default to one of ours.</param>
/// <param name="CancelUrl">Where it leads back to without one; by default to one of ours.</param>
public sealed record StartCheckout(Guid OrganizationId, string PlanCode, BillingInterval? Interval, string? SuccessUrl, string? CancelUrl)
    : ICommand<Outcome<CheckoutDto>>, IInOrganization, IRequire<ManageBilling>;

public sealed record CheckoutDto(string Url, string SessionId);

public sealed class StartCheckoutValidator : AbstractValidator<StartCheckout>
{
    public StartCheckoutValidator(PlanCatalog plans, ReturnUrls urls)
    {
        RuleFor(c => c.PlanCode).IsSold(plans);
        RuleFor(c => c.Interval).IsSoldFor(c => c.PlanCode, plans);
        RuleFor(c => c.SuccessUrl).Must(urls.IsAllowed).WithMessage(ReturnUrls.Rule);
        RuleFor(c => c.CancelUrl).Must(urls.IsAllowed).WithMessage(ReturnUrls.Rule);
    }
}

public sealed class StartCheckoutHandler(
    IOrganizationRepository organizations, ISubscriptionRepository subscriptions, CheckoutDesk desk, TimeProvider clock)
    : IRequestHandler<StartCheckout, Outcome<CheckoutDto>>
{
    public async Task<Outcome<CheckoutDto>> Handle(StartCheckout command, CancellationToken ct)
    {
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        Rule.Require(organization.ErasesAt is null, "organizations.closed", "This organization is going to be deleted; it buys nothing any more.");
        if (await subscriptions.FindAsync(ct) is not { } subscription)
            subscriptions.Add(subscription = Subscription.Open(organization.Id, clock.GetUtcNow()));
        subscription.RequireNone();

        // Paid just now, as may turn out here: that is kept, and told.
        return await desk.OpenAsync(organization, subscription, command, ct) is { } session
            ? new CheckoutDto(session.Url, session.SessionId)
            : SubscriptionRefusals.AlreadySubscribed;
    }
}
