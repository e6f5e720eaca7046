using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.WebApi.Billing;

/// <summary>Buying, changing and cancelling; what was invoiced.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/billing")]
public sealed class BillingController(IMediator mediator) : ControllerBase
{
    /// <summary>Opens the page on which a subscription is bought; asked again for the same, it answers the page that is open.</summary>
    [HttpPost("checkout")]
    public async Task<CheckoutDto> Checkout(Guid organizationId, CheckoutBody body, CancellationToken ct) =>
        (await mediator.Send(new StartCheckout(organizationId, body.PlanCode, body.Interval, body.SuccessUrl, body.CancelUrl), ct)).OrRefuse();

    /// <summary>Opens the page on which the way to pay is changed.</summary>
    [HttpPost("portal")]
    public Task<PortalDto> Portal(Guid organizationId, CancellationToken ct) => mediator.Send(new OpenPortal(organizationId), ct);

    /// <summary>Goes to another plan or interval: up at once, down with the next period.</summary>
    [HttpPost("change-plan")]
    public async Task<SubscriptionDto> ChangePlan(Guid organizationId, PlanBody body, CancellationToken ct) =>
        (await mediator.Send(new ChangePlan(organizationId, body.PlanCode, body.Interval), ct)).OrRefuse();

    /// <summary>Lets the subscription end with the period that is paid.</summary>
    [HttpPost("cancel")]
    public Task<SubscriptionDto> Cancel(Guid organizationId, CancellationToken ct) => mediator.Send(new CancelSubscription(organizationId), ct);

    /// <summary>Takes a cancellation back before it takes effect.</summary>
    [HttpPost("resume")]
    public Task<SubscriptionDto> Resume(Guid organizationId, CancellationToken ct) => mediator.Send(new ResumeSubscription(organizationId), ct);

    /// <summary>The invoices, newest first.</summary>
    [HttpGet("invoices")]
    public Task<Page<InvoiceDto>> Invoices(Guid organizationId, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListInvoices(organizationId, cursor, limit), ct);

    /// <param name="PlanCode">Any plan but the free one.</param>
    /// <param name="Interval">One that the plan is sold for.</param>
    /// <param name="SuccessUrl">Where the page leads to after the payment: to this product, or an origin that the settings allow.</param>
    /// <param name="CancelUrl">Where it leads back to without one.</param>
    public sealed record CheckoutBody(string PlanCode, BillingInterval? Interval, string? SuccessUrl, string? CancelUrl);

    /// <param name="PlanCode">Any plan; the free one is reached by cancelling.</param>
    /// <param name="Interval">One that the plan is sold for.</param>
    public sealed record PlanBody(string PlanCode, BillingInterval? Interval);
}
